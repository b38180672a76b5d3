//! One case as a line of JSON on standard input, its signed request as a line
//! on standard output: the core, for judges in other languages.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use ses_delegate_tests::Case;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (at, line) in stdin().lock().lines().enumerate() {
        let case: Case = serde_json::from_str(&line?)?;
        let composed = case.compose().map_err(|errors| {
            let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
            format!("line {}: {}", at + 1, errors.join("; "))
        })?;
        println!("{}", serde_json::to_string(&composed)?);
    }
    Ok(())
}
