//! Signatures in the headers and in the query, made by AWS's crate.

use std::{net::SocketAddr, time::Duration};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
        SigningSettings, sign,
    },
    sign::v4,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::client::{Call, at};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Header,
    Query,
}

const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How a client signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// As for every service but S3.
    Plain,
    /// As for S3: the path is encoded once.
    EncodedOnce,
    /// As for S3: the body is not hashed.
    Unhashed,
}

/// Signs into the query, as a presigned request.
pub(super) fn presigned(call: Call, address: SocketAddr) -> Call {
    signed(call, address, Form::Query, How::Plain)
}

pub(super) fn signed(mut call: Call, address: SocketAddr, form: Form, how: How) -> Call {
    let token = call.keys.token.map(str::to_owned);
    let identity = Credentials::new(call.keys.id, call.keys.secret, token, None, "test").into();
    let mut settings = SigningSettings::default();
    if form == Form::Query {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_mins(10));
    }
    let mut body = SignableBody::Bytes(&call.body);
    match how {
        How::Plain => {}
        How::EncodedOnce => settings.percent_encoding_mode = PercentEncodingMode::Single,
        How::Unhashed => {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
            body = SignableBody::UnsignedPayload;
        }
    }
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
        body,
    )
    .unwrap();
    let (instructions, _) = sign(request, &params).unwrap().into_parts();
    for (name, value) in instructions.headers() {
        call.headers.push((name.to_owned(), value.to_owned()));
    }
    for (name, value) in instructions.params() {
        let value = utf8_percent_encode(value, UNRESERVED);
        call.target.push(if call.target.contains('?') { '&' } else { '?' });
        call.target.extend([name, "=", &value.to_string()]);
    }
    call
}
