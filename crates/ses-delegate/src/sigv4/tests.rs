use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode,
};
use aws_sigv4::sign::v4;
use proptest::prelude::*;

use super::*;
use crate::region::{Region, Service, Variant};

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
    Endpoint::of(&region.parse::<Region>().unwrap(), Variant::Standard).unwrap()
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
        .name(match endpoint.service() {
            Service::Ses => "ses",
            Service::Sts => "sts",
        })
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let content_type = signed.headers.iter().find(|(name, _)| *name == "content-type");
    let signable = SignableRequest::new(
        signed.method.as_str(),
        &signed.url,
        content_type.map(|(name, value)| (*name, value.as_str())).into_iter(),
        SignableBody::Bytes(body),
    )
    .unwrap();
    aws_sigv4::http_request::sign(signable, &params).unwrap().signature().to_owned()
}

fn signature(signed: &SignedRequest) -> &str {
    let (_, authorization) = &signed.headers[0];
    authorization.rsplit_once("Signature=").unwrap().1
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, crate::form::RESERVED).to_string()
}

/// Any request that an operation could make: labels and query values of any text.
fn requests() -> impl Strategy<Value = (Request, Vec<u8>)> {
    let text = "[ -~à-üא-ת€😀]{1,12}";
    let label =
        text.prop_filter("a segment that clients resolve", |text| text != "." && text != "..");
    let methods = vec![Method::Get, Method::Post, Method::Put, Method::Delete];
    (
        prop::sample::select(methods),
        prop::collection::vec(label, 0..4),
        prop::collection::btree_map(
            "[A-Za-z.~ &=%+]{1,6}",
            prop_oneof![text, Just(String::new())],
            0..4,
        ),
        prop::sample::select(vec![
            None,
            Some("application/json"),
            Some("application/x-www-form-urlencoded; charset=utf-8"),
        ]),
        prop::collection::vec(any::<u8>(), 0..300),
    )
        .prop_map(|(method, labels, query, content_type, body)| {
            let labels: Vec<String> = labels.iter().map(|label| encoded(label)).collect();
            let query: Vec<String> = query
                .iter()
                .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
                .collect();
            let request = Request {
                method,
                path: format!("/{}", labels.join("/")).into(),
                query: query.join("&"),
                content_type,
                body: body.clone().into(),
            };
            (request, body)
        })
}

/// SES and STS, in several partitions and by every variant that there is.
fn endpoints() -> impl Strategy<Value = Endpoint> {
    let mut all = Vec::new();
    for region in ["us-east-1", "eu-west-1", "us-gov-west-1", "eusc-de-east-1"] {
        let region = region.parse().unwrap();
        for variant in Variant::ALL {
            all.extend(Endpoint::of(&region, variant));
            all.extend(Endpoint::sts(&region, variant));
        }
    }
    assert_eq!(all.len(), 24);
    prop::sample::select(all)
}

proptest! {
    #[test]
    fn agrees_with_aws_sigv4(
        (request, body) in requests(),
        secret in "[!-~]{1,60}",
        token in "[!-~]{1,300}",
        seconds in 0_i64..4_000_000_000,
        endpoint in endpoints(),
    ) {
        let at = UnixTime::from_seconds(seconds).unwrap();
        let credentials = Credentials::new(ID, &secret, Some(&token)).unwrap();
        let payload = PayloadHash::of(&body);
        let signed = sign(&request, &payload, &endpoint, &credentials, at);
        prop_assert_eq!(signature(&signed), judged(&signed, &body, &endpoint, &secret, &token, at));
        let key = SigningKey::new(&credentials, &endpoint, at);
        drop(credentials);
        prop_assert_eq!(key.sign(&request, &payload, &endpoint, at).unwrap(), signed);
    }
}

#[test]
fn a_key_signs_for_its_day_region_and_service_only() {
    let at = |seconds| UnixTime::from_seconds(seconds).unwrap();
    let (evening, midnight) = (at(1_768_521_599), at(1_768_521_600));
    let credentials = Credentials::new(ID, "secret", Some("token")).unwrap();
    let ses = endpoint("us-east-1");
    let key = SigningKey::new(&credentials, &ses, evening);
    assert_eq!(key.scope(), "20260115/us-east-1/ses/aws4_request");
    let sign = |endpoint: &Endpoint, at| {
        key.sign(&request(b"{}".to_vec()), &PayloadHash::of(b"{}"), endpoint, at)
    };
    let fips = Endpoint::of(ses.region(), Variant::Fips).unwrap();
    assert!(sign(&ses, evening).is_ok() && sign(&fips, at(1_768_435_200)).is_ok());
    let sts = Endpoint::sts(ses.region(), Variant::Standard).unwrap();
    for (other, at, wanted) in [
        (&ses, midnight, "20260116/us-east-1/ses"),
        (&endpoint("us-west-2"), evening, "20260115/us-west-2/ses"),
        (&sts, evening, "20260115/us-east-1/sts"),
    ] {
        let error = sign(other, at).unwrap_err();
        assert_eq!(error.code(), "signing_key.scope");
        assert!(error.expected().contains(wanted), "{error}");
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
fn a_request_has_one_canonical_form() {
    let headers = [("x-b", "  two   words "), ("a", ""), ("x-a", "1")];
    let path = "/v2/identities/a%2Bb%40c.de/policies";
    let canonical =
        canonical_request("GET", path, "b=2&a&&a=%7E/+&B=", &headers, &PayloadHash::of(b""));
    assert_eq!(
        *canonical.text,
        "GET\n/v2/identities/a%252Bb%2540c.de/policies\nB=&a=&a=~%2F%2B&b=2\n\
         a:\nx-a:1\nx-b:two words\n\na;x-a;x-b\n\
         e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(canonical.signed_headers, "a;x-a;x-b");
}

#[test]
fn secrets_are_neither_shown_nor_left_behind() {
    fn wiped_on_drop<T: zeroize::ZeroizeOnDrop>() {}
    // Hmac is made of these two; it has no mark of its own.
    wiped_on_drop::<sha2::Sha256>();
    wiped_on_drop::<hmac::digest::CtOutput<hmac::Hmac<sha2::Sha256>>>();
    wiped_on_drop::<SigningKey>();
    wiped_on_drop::<SignedRequest>();

    let credentials = Credentials::new(ID, "PLANTED", Some("PLANTED")).unwrap();
    let at = UnixTime::from_seconds(0).unwrap();
    let signed = signed_at(b"", &endpoint("us-east-1"), &credentials, at);
    let shown = format!("{signed:?}");
    assert!(!shown.contains("PLANTED") && !shown.contains(signature(&signed)), "{shown}");
    let key = format!("{:?}", SigningKey::new(&credentials, &endpoint("us-east-1"), at));
    assert!(!key.contains("PLANTED") && key.contains("19700101/us-east-1/ses"), "{key}");

    let safe = signed.canonical_request();
    assert!(safe.contains("\nx-amz-security-token:(redacted)\n\ncontent-type;host;"), "{safe}");
    assert_eq!(signed.dangerous_canonical_request(), safe.replace("(redacted)", "PLANTED"));
    assert!(!signed.string_to_sign().contains("PLANTED"));
}
