//! Signatures in the query, made by AWS's crate.

use std::{net::SocketAddr, time::Duration};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign},
    sign::v4,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::client::{Call, at};

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Signs into the query, as a presigned request.
pub(super) fn presigned(mut call: Call, address: SocketAddr) -> Call {
    let token = call.keys.token.map(str::to_owned);
    let identity = Credentials::new(call.keys.id, call.keys.secret, token, None, "test").into();
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(Duration::from_mins(10));
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(call.region)
        .name(call.service)
        .time(at(call.at))
        .settings(settings)
        .build()
        .unwrap()
        .into();
    call.headers.push(("host".to_owned(), address.to_string()));
    let request = SignableRequest::new(
        call.method,
        format!("http://{address}{}", call.target),
        call.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())),
        SignableBody::Bytes(&call.body),
    )
    .unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    for (name, value) in instructions.params() {
        let value = utf8_percent_encode(value, UNRESERVED);
        call.target.push(if call.target.contains('?') { '&' } else { '?' });
        call.target.extend([name, "=", &value.to_string()]);
    }
    call
}
