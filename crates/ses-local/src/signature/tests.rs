//! The judge judged: signatures made by botocore must pass, and only whole.

use std::{io::Write, path::Path, time::Duration};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::{
    Received, Service, authenticate, canonical::Canonical, check_signature, claim::Claim,
    date::RequestDate, query_parameters,
};
use crate::{
    clock::parse_amz_date,
    refusal::Kind,
    secret::Secret,
    world::{Caller, Key},
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
            let keys = |id: &str| (id == key.access_key_id).then(|| key.clone());
            let received = Received {
                method: &self.method,
                target: &self.target,
                headers: &self.headers,
                body,
            };
            authenticate(received, Service::Ses, at, &keys).map(|_| ())
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
        session_policy: None,
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
        map.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
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

/// The file beside the repository; none, said aloud, if it is not there.
fn beside(path: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    let Ok(bytes) = std::fs::read(&path) else {
        // Past the test runner, which keeps the output of passing tests to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {} is not there", path.display());
        return None;
    };
    Some(serde_json::from_slice(&bytes).unwrap())
}

/// A vector's signed request, as its text has it.
#[derive(Clone)]
struct Wire {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Wire {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap();
        let mut lines: Vec<String> = Vec::new();
        for line in head.split('\n') {
            // A folded header: HTTP has no such thing any more, one blank stands for it.
            match lines.last_mut() {
                Some(last) if line.starts_with(' ') => *last += line,
                _ => lines.push(line.to_owned()),
            }
        }
        let request = lines.remove(0);
        let (method, rest) = request.split_once(' ').unwrap();
        let target = rest.strip_suffix(" HTTP/1.1").unwrap();
        let headers = lines.iter().map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_lowercase(), value.trim().to_owned())
        });
        Self {
            method: method.to_owned(),
            target: target.to_owned(),
            headers: headers.collect(),
            body: body.as_bytes().to_vec(),
        }
    }

    /// The canonical request, and whether the signature is that of `key`.
    fn judge(&self, key: &Key, normalize: bool) -> Result<Vec<u8>, Kind> {
        let headers =
            headers(self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let received = Received {
            method: &self.method,
            target: &self.target,
            headers: &headers,
            body: &self.body,
        };
        let judged = || {
            let claim = Claim::of(received, &query_parameters(&self.target))?;
            let date = RequestDate::of(&claim, received)?;
            check_signature(received, &claim, &date, key, normalize)?;
            Ok(Canonical::new(received, &claim.signed_headers, normalize).ok().unwrap().bytes())
        };
        judged().map_err(|refusal: crate::refusal::Refusal| refusal.kind)
    }
}

fn without_token(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
    let kept = query.split('&').filter(|pair| !pair.starts_with("X-Amz-Security-Token="));
    format!("{path}?{}", kept.collect::<Vec<_>>().join("&"))
}

/// AWS's own vectors, for a service called "service", in both forms: each is
/// accepted, and none with a byte changed.
#[test]
fn conformance_vectors_of_aws() {
    let Some(file) = beside("sigv4/aws-c-auth.json") else { return };
    let (mut accepted, mut refused) = (0, 0);
    for vector in file.as_array().unwrap() {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let credentials = &vector["credentials"];
        let key = key(
            &text(&credentials["access_key_id"]).unwrap(),
            &text(&credentials["secret_access_key"]).unwrap(),
            text(&credentials["session_token"]).as_deref(),
        );
        let normalize = vector["normalize_path"].as_bool().unwrap();
        for form in ["header", "query"] {
            let expected = &vector["expected"][form];
            let Some(request) = text(&expected["signed_request"]) else { continue };
            let mut wire = Wire::parse(&request);
            if vector["omit_session_token"] == true {
                // Sent, but not signed: the vector's own way. SES demands it signed.
                wire.target = without_token(&wire.target);
            }
            let name = format!("{}, {form}", vector["name"]);
            let canonical = wire.judge(&key, normalize).expect(&name);
            let canonical = String::from_utf8(canonical).unwrap();
            assert_eq!(Some(canonical), text(&expected["canonical_request"]), "{name}");
            accepted += 1;

            let (mut body, mut host) = (wire.clone(), wire.clone());
            body.body.push(b'x');
            let authority = host.headers.iter_mut().find(|(header, _)| header == "host");
            authority.unwrap().1.push('x');
            let path = Wire { target: format!("/x{}", wire.target), ..wire.clone() };
            let method = Wire { method: "PUT".into(), ..wire };
            for spoilt in [body, host, path, method] {
                assert_eq!(spoilt.judge(&key, normalize), Err(Kind::SignatureMismatch), "{name}");
                refused += 1;
            }
        }
    }
    assert!(accepted >= 76, "{accepted}");
    assert_eq!(refused, accepted * 4);
}

/// What botocore signs for SES, judged as the server does.
#[test]
fn requests_of_botocore_beside_the_repository() {
    let Some(file) = beside("sigv4/ses-botocore.json") else { return };
    let mut count = 0;
    for vector in file.as_array().unwrap() {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if vector["service"] != "ses" || !vector["expected"]["header"].is_object() {
            continue;
        }
        let (request, credentials) = (&vector["request"], &vector["credentials"]);
        let mut pairs: Vec<(String, String)> = request["headers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| (text(&pair[0]).to_lowercase(), text(&pair[1])))
            .collect();
        for (name, value) in vector["all_headers"].as_object().unwrap() {
            let name = name.to_lowercase();
            if !pairs.iter().any(|(other, _)| *other == name) {
                pairs.push((name, text(value)));
            }
        }
        Signed {
            name: text(&vector["name"]),
            method: text(&request["method"]),
            target: text(&request["target"]),
            headers: headers(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
            body: text(&request["body"]).into_bytes(),
            key: key(
                &text(&credentials["access_key_id"]),
                &text(&credentials["secret_access_key"]),
                credentials["session_token"].as_str(),
            ),
        }
        .check();
        count += 1;
    }
    assert!(count >= 20, "{count}");
}

/// Signs with AWS's crate; the path encoded once more, or, as for S3, not.
fn signed_by_the_crate(target: &str, service: &str, mode: PercentEncodingMode) -> Signed {
    let identity = Credentials::new("AKIAX", "secret", None, None, "test").into();
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = mode;
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name(service)
        .time(parse_amz_date("20260115T123456Z").unwrap())
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let own = [("host", "127.0.0.1")];
    let uri = format!("http://127.0.0.1{target}");
    let request =
        SignableRequest::new("GET", uri, own.into_iter(), SignableBody::Bytes(b"")).unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    Signed {
        name: target.to_owned(),
        method: "GET".to_owned(),
        target: target.to_owned(),
        headers: headers(own.into_iter().chain(instructions.headers())),
        body: Vec::new(),
        key: key("AKIAX", "secret", None),
    }
}

/// What the server answers to `signed`, `seconds` after it was signed.
fn answered(signed: &Signed, service: Service, seconds: u64) -> Result<(), (Kind, String)> {
    answered_after(signed, service, Duration::from_secs(seconds))
}

fn answered_after(
    signed: &Signed,
    service: Service,
    since: Duration,
) -> Result<(), (Kind, String)> {
    let received = Received {
        method: &signed.method,
        target: &signed.target,
        headers: &signed.headers,
        body: &signed.body,
    };
    let at = parse_amz_date("20260115T123456Z").unwrap() + since;
    match authenticate(received, service, at, &|_| Some(signed.key.clone())) {
        Ok(_) => Ok(()),
        Err(refusal) => Err((refusal.kind, refusal.message.unwrap_or_default())),
    }
}

#[test]
fn a_path_is_right_when_encoded_twice_and_wrong_when_once() {
    for (target, same) in [
        ("/v2/email/identities/a%2Bb%40owner.example/policies/p", false),
        ("/v2/email/account?PageSize=1&a=%20", true),
    ] {
        let twice = signed_by_the_crate(target, "ses", PercentEncodingMode::Double);
        assert_eq!(answered(&twice, Service::Ses, 0), Ok(()), "{target}");
        let once = signed_by_the_crate(target, "ses", PercentEncodingMode::Single);
        assert_eq!(answered(&once, Service::Ses, 0).is_ok(), same, "{target}");
    }
}

#[test]
fn sts_has_its_own_scope_and_patience() {
    let target = "/?Action=GetCallerIdentity&Version=2011-06-15";
    let sts = signed_by_the_crate(target, "sts", PercentEncodingMode::Double);
    assert_eq!(answered(&sts, Service::Sts, 900), Ok(()));
    let almost = Duration::from_millis(900_900);
    assert_eq!(answered_after(&sts, Service::Sts, almost), Ok(()), "dates have whole seconds");
    let (kind, text) = answered(&sts, Service::Sts, 901).unwrap_err();
    assert_eq!(kind, Kind::SignatureMismatch);
    let expired = "Signature expired: 20260115T123456Z is now earlier than 20260115T123457Z (20260115T124957Z - 15 min.)";
    assert_eq!(text, expired);
    let (_, text) = answered(&sts, Service::Ses, 0).unwrap_err();
    assert_eq!(text, "Credential should be scoped to correct service: 'ses'.");
    let ses = signed_by_the_crate(target, "ses", PercentEncodingMode::Double);
    let (_, text) = answered(&ses, Service::Sts, 0).unwrap_err();
    assert_eq!(text, "Credential should be scoped to correct service: 'sts'.");
}

/// A host that names a Region wants it in the scope.
#[test]
fn the_host_may_name_the_region() {
    for (host, region) in [
        ("email.eu-west-1.amazonaws.com", Some("eu-west-1")),
        ("email-fips.us-gov-west-1.amazonaws.com", Some("us-gov-west-1")),
        ("sts.us-east-1.localhost:8425", Some("us-east-1")),
        ("sts.amazonaws.com", None),
        ("127.0.0.1:8425", None),
        ("email.owner.example", None),
    ] {
        assert_eq!(super::endpoint_region(host), region, "{host}");
    }
}
