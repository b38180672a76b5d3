//! A template and its data as a line of JSON on standard input; what the core
//! makes of it, a line on standard output: for judges in other languages.
#![allow(clippy::print_stdout, reason = "this is its output")]

use std::io::{BufRead as _, stdin};

use serde::Deserialize;
use serde_json::{Value, json};
use ses_delegate::{TemplateData, TemplateParts, Unfilled};

#[derive(Deserialize)]
struct Asked {
    template: String,
    data: Value,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in stdin().lock().lines() {
        let asked: Asked = serde_json::from_str(&line?)?;
        println!("{}", answer(asked)?);
    }
    Ok(())
}

fn answer(asked: Asked) -> Result<Value, Box<dyn std::error::Error>> {
    let data: TemplateData = asked.data.to_string().parse()?;
    let parts = TemplateParts { html: asked.template, ..TemplateParts::default() };
    let read = match parts.read() {
        Ok(read) => read,
        Err(errors) => {
            return Ok(json!({ "code": errors[0].code(), "error": errors[0].to_string() }));
        }
    };
    Ok(match read.local_preview(&data) {
        Ok(preview) => json!({ "html": preview.html }),
        Err(Unfilled::Missing(missing)) => {
            let of = |is_null| {
                let missing = missing.iter().filter(move |missing| missing.is_null == is_null);
                missing.map(|missing| missing.path.as_str()).collect::<Vec<_>>()
            };
            json!({ "missing": of(false), "null": of(true) })
        }
        Err(Unfilled::Unable(error)) => json!({ "code": error.code(), "error": error.to_string() }),
    })
}
