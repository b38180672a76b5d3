use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use proptest::prelude::*;

use super::*;
use crate::region::Region;

const ID: &str = "ASIAIOSFODNN7EXAMPLE";

fn request(body: Vec<u8>) -> Request {
    Request {
        method: Method::Post,
        path: "/v2/email/outbound-emails".into(),
        query: String::new(),
        content_type: Some("application/json"),
        body: body.into(),
    }
}

fn signed_at(
    body: &[u8],
    endpoint: &Endpoint,
    credentials: &Credentials,
    at: UnixTime,
) -> SignedRequest {
    sign(&request(body.to_vec()), &PayloadHash::of(body), endpoint, credentials, at)
}

fn endpoint(region: &str) -> Endpoint {
    Endpoint::of(&region.parse::<Region>().unwrap())
}

/// The signature that AWS's own crate computes over the same request.
fn judged(
    signed: &SignedRequest,
    body: &[u8],
    endpoint: &Endpoint,
    secret: &str,
    token: &str,
    at: UnixTime,
) -> String {
    let identity =
        aws_credential_types::Credentials::new(ID, secret, Some(token.to_owned()), None, "tests")
            .into();
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Double;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    let seconds = u64::try_from(at.seconds()).unwrap();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(endpoint.region().as_str())
        .name("ses")
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let content_type = signed.headers.iter().find(|(name, _)| *name == "content-type").unwrap();
    let signable = SignableRequest::new(
        "POST",
        &signed.url,
        [("content-type", content_type.1.as_str())].into_iter(),
        SignableBody::Bytes(body),
    )
    .unwrap();
    aws_sigv4::http_request::sign(signable, &params).unwrap().signature().to_owned()
}

fn signature(signed: &SignedRequest) -> &str {
    let (_, authorization) = &signed.headers[0];
    authorization.rsplit_once("Signature=").unwrap().1
}

proptest! {
    #[test]
    fn agrees_with_aws_sigv4(
        body in proptest::collection::vec(any::<u8>(), 0..300),
        secret in "[!-~]{1,60}",
        token in "[!-~]{1,300}",
        seconds in 0_i64..4_000_000_000,
        region in prop::sample::select(vec!["us-east-1", "eu-west-1", "us-gov-west-1", "eusc-de-east-1"]),
    ) {
        let endpoint = endpoint(region);
        let at = UnixTime::from_seconds(seconds).unwrap();
        let credentials = Credentials::new(ID, &secret, Some(&token)).unwrap();
        let signed = signed_at(&body, &endpoint, &credentials, at);
        prop_assert_eq!(signature(&signed), judged(&signed, &body, &endpoint, &secret, &token, at));
        let key = SigningKey::new(&credentials, &endpoint, at);
        drop(credentials);
        let by_key = key.sign(&request(body.clone()), &PayloadHash::of(&body), &endpoint, at);
        prop_assert_eq!(by_key.unwrap(), signed);
    }
}

#[test]
fn signs_what_ses_demands_and_no_more() {
    let at = UnixTime::from_seconds(1_768_480_496).unwrap();
    let temporary = Credentials::new(ID, "secret", Some("token")).unwrap();
    let signed = signed_at(b"{}", &endpoint("us-east-1"), &temporary, at);
    let names: Vec<_> = signed.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["authorization", "content-type", "x-amz-security-token", "x-amz-date"]);
    assert!(signed.headers[0].1.contains(
        "20260115/us-east-1/ses/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, "
    ));
    assert_eq!(signed.url, "https://email.us-east-1.amazonaws.com/v2/email/outbound-emails");

    let lasting = Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret", None).unwrap();
    let signed = signed_at(b"{}", &endpoint("us-east-1"), &lasting, at);
    assert!(signed.headers[0].1.contains("SignedHeaders=content-type;host;x-amz-date, "));
}

#[test]
fn the_canonical_path_is_encoded_twice() {
    let request =
        Request { path: "/v2/identities/a%2Bb%40c.de/policies".into(), ..request(vec![]) };
    let canonical = canonical_request(&request, &[], "", &PayloadHash::of(b""));
    assert!(canonical.starts_with("POST\n/v2/identities/a%252Bb%2540c.de/policies\n\n"));
}

#[test]
fn debug_shows_neither_token_nor_signature() {
    let credentials = Credentials::new(ID, "PLANTED", Some("PLANTED")).unwrap();
    let at = UnixTime::from_seconds(0).unwrap();
    let signed = signed_at(b"", &endpoint("us-east-1"), &credentials, at);
    let shown = format!("{signed:?}");
    assert!(!shown.contains("PLANTED") && !shown.contains(signature(&signed)), "{shown}");
}
