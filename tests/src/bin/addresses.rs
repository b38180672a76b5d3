//! Pastes of addresses, each a line of JSON on standard input; what the core
//! reads of each, a line on standard output.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use serde::Deserialize;
use serde_json::json;
use ses_delegate::{HeaderText, PastedAddresses};

#[derive(Deserialize)]
struct Asked {
    paste: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let Asked { paste } = serde_json::from_str(&line?)?;
        let read = PastedAddresses::read(&paste);
        let mailboxes: Vec<_> = read
            .mailboxes()
            .map(|(_, pasted)| {
                let name = pasted.mailbox.name.as_ref().map(HeaderText::as_str);
                json!([name.unwrap_or_default(), pasted.mailbox.address.as_str(), pasted.group])
            })
            .collect();
        let leftovers: Vec<_> = read.leftovers().map(|(piece, _)| piece.text).collect();
        println!("{}", json!({ "mailboxes": mailboxes, "leftovers": leftovers }));
    }
    Ok(())
}
