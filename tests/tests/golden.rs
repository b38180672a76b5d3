//! Every golden case, stage by stage: MIME, request, signature.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use ses_delegate_tests::{Case, Composed};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// Every folder below `tests/golden` that holds a draft.
fn folders(within: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(within).unwrap() {
        let path = entry.unwrap().path();
        if path.join("draft.json").is_file() {
            found.push(path);
        } else if path.is_dir() {
            found.extend(folders(&path));
        }
    }
    found.sort();
    found
}

fn composed(folder: &Path) -> Composed {
    let read =
        |name| -> Value { serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap() };
    let case: Case = serde_json::from_value(json!({
        "draft": read("draft.json"),
        "stamp": read("stamp.json"),
        "credentials": {
            "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
            "secretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "sessionToken": "FwoGZXIvYXdzEXAMPLE//////////wEaDExampleSessionToken+/==",
        },
    }))
    .unwrap();
    case.compose().unwrap()
}

/// A request in the form in which two are compared.
fn decoded(composed: &Composed) -> Value {
    let body = STANDARD.decode(&composed.body).unwrap();
    let content_type = header(composed, "content-type");
    let mut request = json!({
        "method": "POST",
        "url": composed.url.trim_end_matches('/'),
        "contentType": content_type,
    });
    if content_type.starts_with("application/json") {
        request["json"] = serde_json::from_slice(&body).unwrap();
    } else {
        let form = String::from_utf8(body).unwrap();
        let plain = |text: &str| {
            percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
        };
        let mut pairs: Vec<(String, String)> = form
            .split('&')
            .map(|pair| pair.split_once('=').map(|(n, v)| (plain(n), plain(v))).unwrap())
            .collect();
        pairs.sort();
        request["form"] = serde_json::to_value(pairs).unwrap();
    }
    request
}

fn header<'a>(composed: &'a Composed, name: &str) -> &'a str {
    &composed.headers.iter().find(|(found, _)| *found == name).unwrap().1
}

#[test]
fn requests_and_signatures_are_botocores() {
    let folders = folders(&golden());
    assert!(folders.len() >= 12, "{} golden cases", folders.len());
    for folder in folders {
        let composed = composed(&folder);
        let case = folder.display();
        let mime = composed.mime.as_ref().map(|mime| STANDARD.decode(mime).unwrap());
        assert_eq!(mime, fs::read(folder.join("message.eml")).ok(), "{case}: message.eml");
        let request: Value =
            serde_json::from_slice(&fs::read(folder.join("request.json")).unwrap()).unwrap();
        assert_eq!(decoded(&composed), request, "{case}: request.json");
        let authorization = fs::read_to_string(folder.join("authorization.txt")).unwrap();
        assert_eq!(
            header(&composed, "authorization"),
            authorization.trim(),
            "{case}: authorization.txt"
        );
    }
}
