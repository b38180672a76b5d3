//! What stands beside the probe table: bodies, and the canonical string.

use super::{MESSAGE, presigned::presigned};
use crate::client::{Call, DELEGATE, Keys, start};

/// Blanks of a form are `+` or `%20`: the body is hashed as it stands.
#[test]
fn blanks_in_the_body() {
    let address = start();
    let members = [("Source", "A B <a@delegate.example>")];
    let plain = || Call::v1_raw(&members, MESSAGE);
    let plus = |call: &mut Call| {
        call.body = String::from_utf8(call.body.clone()).unwrap().replace("%20", "+").into_bytes();
    };
    plain().send(address).expect("%20", 200, "OK", "");
    let mut before = plain();
    plus(&mut before);
    before.send(address).expect("+, signed so", 200, "OK", "");
    let mut after = plain().signed(address);
    plus(&mut after);
    after.send_as_is(address).expect("+ for %20", 403, "SignatureDoesNotMatch", "");
}

/// A call in the query of a GET: no body at all.
#[test]
fn an_empty_body() {
    let address = start();
    let get = || {
        let mut call = Call::v1_raw(&[], MESSAGE);
        call.method = "GET";
        call.target = format!("/?{}", String::from_utf8(std::mem::take(&mut call.body)).unwrap());
        call.headers.clear();
        call
    };
    get().send(address).expect("header", 200, "OK", "");
    presigned(get(), address).send_as_is(address).expect("query", 200, "OK", "");
    let mut longer = get().signed(address);
    longer.body = b"x".to_vec();
    longer.send_as_is(address).expect("a body", 403, "SignatureDoesNotMatch", "");
}

/// What SES tells besides: the canonical request it made, without the token.
#[test]
fn the_canonical_string_is_told() {
    let address = start();
    let answer = Call::v1_raw(&[], MESSAGE).by(Keys { secret: "x", ..DELEGATE }).send(address);
    let text = answer.message();
    for part in [
        "The Canonical String for this request should have been\n'POST\n/\n\ncontent-type:",
        "x-amz-security-token:(session token of 21 bytes)\n",
        "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260115T123456Z\n20260115/us-east-1/ses/aws4_request\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
