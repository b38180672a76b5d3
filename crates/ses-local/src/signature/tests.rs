//! The judge judged: signatures made by botocore must pass, and only whole.

use std::{io::Write, path::Path};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::{Received, authenticate};
use crate::{
    clock::parse_amz_date,
    refusal::Kind,
    secret::Secret,
    world::{Caller, Key, World},
};

struct Signed {
    name: String,
    method: String,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
    key: Key,
}

impl Signed {
    /// Passes as it is, and not with one bit of the body or secret changed.
    fn check(&self) {
        let at = self
            .headers
            .get("x-amz-date")
            .and_then(|date| parse_amz_date(date.to_str().unwrap()))
            .unwrap();
        let judge = |key: Key, body: &[u8]| {
            let keys = vec![key];
            let world = World { keys, ..World::default() };
            let received = Received {
                method: &self.method,
                target: &self.target,
                headers: &self.headers,
                body,
            };
            authenticate(&world, received, at).map(|_| ())
        };
        assert_eq!(judge(self.key.clone(), &self.body), Ok(()), "{}", self.name);
        let other = Key { secret_access_key: Secret::new("another".into()), ..self.key.clone() };
        assert_eq!(
            judge(other, &self.body).unwrap_err().kind,
            Kind::SignatureMismatch,
            "{}",
            self.name
        );
        let longer = [&self.body[..], b" "].concat();
        assert_eq!(
            judge(self.key.clone(), &longer).unwrap_err().kind,
            Kind::SignatureMismatch,
            "{}",
            self.name
        );
    }
}

fn key(id: &str, secret: &str, token: Option<&str>) -> Key {
    Key {
        generated: false,
        access_key_id: id.into(),
        secret_access_key: Secret::new(secret.into()),
        session_token: token.map(|token| Secret::new(token.into())),
        expires: None,
        caller: Caller::User { account: "111122223333".into(), name: "u".into() },
    }
}

fn headers<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        map.insert(name, HeaderValue::from_str(value).unwrap());
    }
    map
}

#[test]
fn vectors_of_our_own() {
    let file: Value =
        serde_json::from_str(include_str!("../../tests/vectors/botocore.json")).unwrap();
    for vector in file["vectors"].as_array().unwrap() {
        let text = |name: &str| vector[name].as_str().unwrap().to_owned();
        let pairs = vector["headers"].as_array().unwrap();
        let headers = headers(
            pairs.iter().map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap())),
        );
        let key = if headers.contains_key("x-amz-security-token") {
            key(
                "ASIADELEGATE00000001",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYDELEGATE01",
                Some("IQoJDELEGATE+/token=="),
            )
        } else {
            key("AKIAOWNER00000000001", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYOWNER00001", None)
        };
        let (name, method, target, body) =
            (text("name"), text("method"), text("target"), text("body").into_bytes());
        Signed { name, method, target, headers, body, key }.check();
    }
}

/// All wire goldens that lie beside the repository.
#[test]
fn goldens_beside_the_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/ses/golden");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        // Past the test runner, which keeps the output of passing tests to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not there", folder.display());
        return;
    };
    let mut count = 0;
    for entry in entries {
        let golden: Value =
            serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
        // The index, and SigV4A, which SES's ordinary endpoints do not take.
        let Some(authorization) = golden["sigv4"]["authorization"].as_str() else { continue };
        let (request, sigv4) = (&golden["expected"], &golden["sigv4"]);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (host, date, token) =
            (text(&request["host"]), text(&sigv4["amz_date"]), text(&sigv4["session_token"]));
        let extra = [
            ("host", host.as_str()),
            ("x-amz-date", &date),
            ("x-amz-security-token", &token),
            ("authorization", authorization),
        ];
        let own = request["headers"].as_object().unwrap();
        let own = own.iter().map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
        let query = text(&request["raw_query"]);
        let target = if query.is_empty() {
            text(&request["path"])
        } else {
            format!("{}?{query}", text(&request["path"]))
        };
        Signed {
            name: text(&golden["id"]),
            method: text(&request["method"]),
            target,
            headers: headers(own.chain(extra)),
            body: text(&request["body"]).into_bytes(),
            key: key(
                &text(&sigv4["access_key_id"]),
                &text(&sigv4["secret_access_key"]),
                Some(&token),
            ),
        }
        .check();
        count += 1;
    }
    assert!(count > 30, "{count}");
}
