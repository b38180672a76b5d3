//! Policies and requests, each pair a line of JSON on standard input; whether
//! the core's evaluator allows it, a line on standard output.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use ses_delegate_tests::evaluate::Pair;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let pair: Pair = serde_json::from_str(&line?)?;
        println!("{}", pair.evaluate());
    }
    Ok(())
}
