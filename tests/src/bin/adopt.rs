//! Existing messages, each a line of JSON on standard input; what the core
//! makes of each, a line on standard output.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use ses_delegate_tests::adopt::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let message: Message = serde_json::from_str(&line?)?;
        println!("{}", serde_json::to_string(&message.adopt()?)?);
    }
    Ok(())
}
