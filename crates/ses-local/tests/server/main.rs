//! The server over real HTTP: one program, one file per theme.

mod client;
mod cors;
mod data;
mod delegation;
mod edge;
mod faults;
mod inbox;
mod managing;
mod messages;
mod order;
mod policies;
mod requests;
mod sending;
mod sides;
mod signatures;
mod smtp;
mod sts;
mod waiting;
mod worlds;
