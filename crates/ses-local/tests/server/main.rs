//! The server over real HTTP: one program, one file per theme.

mod client;
mod cors;
mod delegation;
mod edge;
mod faults;
mod inbox;
mod messages;
mod policies;
mod requests;
mod signatures;
mod smtp;
mod waiting;
mod worlds;
