//! Every golden case, stage by stage: MIME, request, signature.
//!
//! A case begins as a draft or as the input of an AWS operation.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ses_delegate_tests::operate::{Asked, Said, Written, operations};
use ses_delegate_tests::{Case, Composed};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// Every folder below `tests/golden` that holds a `first` stage.
fn folders(within: &Path, first: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(within).unwrap() {
        let path = entry.unwrap().path();
        if path.join(first).is_file() {
            found.push(path);
        } else if path.is_dir() {
            found.extend(folders(&path, first));
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn credentials() -> Value {
    json!({
        "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
        "secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "sessionToken": "FwoGZXIvYXdzEXAMPLE//////////wEaDExampleSessionToken+/==",
    })
}

fn composed(folder: &Path) -> Composed {
    let case: Case = serde_json::from_value(json!({
        "draft": read(&folder.join("draft.json")),
        "stamp": read(&folder.join("stamp.json")),
        "credentials": credentials(),
    }))
    .unwrap();
    case.compose().unwrap()
}

/// The request of `input.json`, by the operation after which the folder is named.
fn written(folder: &Path) -> Written {
    let mut names = folder.iter().rev().skip(1).map(|name| name.to_str().unwrap());
    let mut asked = read(&folder.join("input.json"));
    asked["operation"] = names.next().into();
    asked["api"] = names.next().into();
    asked["credentials"] = credentials();
    let asked: Asked = serde_json::from_value(asked).unwrap();
    match asked.operate() {
        Said::Request(written) => *written,
        said => panic!("{}: {said:?}", folder.display()),
    }
}

/// A request in the form in which two are compared.
fn decoded(method: &str, url: &str, headers: &[(&str, String)], body: &str) -> Value {
    let body = STANDARD.decode(body).unwrap();
    let content_type = header(headers, "content-type");
    let (url, query) = url.split_once('?').unwrap_or((url, ""));
    let mut request = json!({
        "method": method,
        "url": url.trim_end_matches('/'),
        "contentType": content_type,
    });
    if !query.is_empty() {
        // The core sorts it.
        request["query"] = query.split('&').collect();
    }
    match content_type {
        None => assert_eq!(body, b""),
        Some(json) if json.starts_with("application/json") => {
            request["json"] = serde_json::from_slice(&body).unwrap();
        }
        Some(_) => request["form"] = form(&String::from_utf8(body).unwrap()),
    }
    request
}

fn form(text: &str) -> Value {
    let plain =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let mut pairs: Vec<(String, String)> = text
        .split('&')
        .map(|pair| pair.split_once('=').map(|(n, v)| (plain(n), plain(v))).unwrap())
        .collect();
    pairs.sort();
    serde_json::to_value(pairs).unwrap()
}

fn header<'a>(headers: &'a [(&str, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
}

/// Holds a request against the last two stages.
fn assert_botocores(folder: &Path, request: &Value, headers: &[(&str, String)]) {
    let case = folder.display();
    assert_eq!(*request, read(&folder.join("request.json")), "{case}: request.json");
    let authorization = fs::read_to_string(folder.join("authorization.txt")).unwrap();
    assert_eq!(
        header(headers, "authorization"),
        Some(authorization.trim()),
        "{case}: authorization.txt"
    );
}

#[test]
fn requests_and_signatures_of_drafts_are_botocores() {
    let folders = folders(&golden(), "draft.json");
    assert!(folders.len() >= 12, "{} golden drafts", folders.len());
    for folder in folders {
        let composed = composed(&folder);
        let mime = composed.mime.as_ref().map(|mime| STANDARD.decode(mime).unwrap());
        let message = fs::read(folder.join("message.eml")).ok();
        assert_eq!(mime, message, "{}: message.eml", folder.display());
        let request = decoded("POST", &composed.url, &composed.headers, &composed.body);
        assert_botocores(&folder, &request, &composed.headers);
    }
}

#[test]
fn requests_and_signatures_of_inputs_are_botocores() {
    let folders = folders(&golden(), "input.json");
    for (api, operation) in operations() {
        let of = golden().join(api).join(operation);
        assert!(
            folders.iter().any(|folder| folder.starts_with(&of)),
            "no input of {api} {operation}"
        );
    }
    for folder in folders {
        let written = written(&folder);
        let request = decoded(written.method, &written.url, &written.headers, &written.body);
        assert_botocores(&folder, &request, &written.headers);
    }
}
