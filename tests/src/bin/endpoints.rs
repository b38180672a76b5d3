//! One service, Region and variant as a line of JSON on standard input, its
//! endpoint or the code of its error as a line on standard output.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use serde::Deserialize;
use serde_json::json;
use ses_delegate::{Endpoint, Region, Service, Variant};

#[derive(Deserialize)]
struct Asked {
    service: Service,
    region: String,
    variant: Variant,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let asked: Asked = serde_json::from_str(&line?)?;
        let region: Region = asked.region.parse()?;
        let partition = region.partition().as_str();
        let endpoint = match asked.service {
            Service::Ses => Endpoint::of(&region, asked.variant),
            Service::Sts => Endpoint::sts(&region, asked.variant),
        };
        let answer = match endpoint {
            Ok(endpoint) => json!({ "partition": partition, "origin": endpoint.origin() }),
            Err(error) => json!({ "partition": partition, "error": error.code() }),
        };
        println!("{answer}");
    }
    Ok(())
}
