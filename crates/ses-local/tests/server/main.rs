//! The server over real HTTP: one program, one file per theme.

mod client;
mod cors;
mod delegation;
mod inbox;
mod messages;
mod policies;
mod requests;
mod sides;
mod signatures;
mod sts;
mod worlds;
