//! SES's replies, word for word where they are known.
//!
//! # Source
//!
//! Developer Guide, "SMTP response codes returned by Amazon SES"; transcripts
//! in public reports, named where they are used.

use crate::refusal::{Api, Kind, Refusal};

/// The name SES gives itself in every Region.
pub(super) const HOST: &str = "email-smtp.amazonaws.com";

pub(super) const OK: &str = "250 Ok";
pub(super) const BYE: &str = "221 Bye";
pub(super) const DATA: &str = "354 End data with <CR><LF>.<CR><LF>";
pub(super) const START_TLS: &str = "220 Ready to start TLS";
pub(super) const USER_NAME: &str = "334 VXNlcm5hbWU6";
pub(super) const PASSWORD: &str = "334 UGFzc3dvcmQ6";
pub(super) const AUTHENTICATED: &str = "235 Authentication successful.";
pub(super) const TOO_MANY_CONNECTIONS: &str = "421 Too many concurrent SMTP connections";
pub(super) const LATE: &str = "451 Timeout waiting for data from client";
pub(super) const TLS_FIRST: &str = "530 Must issue a STARTTLS command first";
pub(super) const AUTHENTICATION_FIRST: &str = "530 Authentication required";
pub(super) const WRONG_CREDENTIALS: &str = "535 Authentication Credentials Invalid";
/// docker-mailserver#2403: for the empty path of bounces too.
pub(super) const BAD_SENDER: &str = "501 Invalid MAIL FROM address provided";
pub(super) const BAD_RECIPIENT: &str = "501 Invalid RCPT TO address provided";
pub(super) const TOO_LARGE: &str = "552 Message is too long.";

// SES's words for what follows are not known: these are RFC 5321's codes.
pub(super) const LONG_LINE: &str = "500 Line too long";
pub(super) const UNKNOWN: &str = "500 Command not recognized";
pub(super) const NOT_IMPLEMENTED: &str = "502 Command not implemented";
pub(super) const OUT_OF_ORDER: &str = "503 Bad sequence of commands";
pub(super) const NO_MECHANISM: &str = "504 Authentication mechanism not supported";
pub(super) const BAD_ARGUMENTS: &str = "501 Syntax error in parameters or arguments";
pub(super) const BAD_PARAMETER: &str = "555 Parameter not supported";
pub(super) const CANCELLED: &str = "501 Authentication cancelled";
pub(super) const TOO_MANY_RECIPIENTS: &str = "452 Too many recipients";
pub(super) const CLOSING: &str =
    "421 email-smtp.amazonaws.com Service not available, closing transmission channel";
pub(super) const TOO_MANY_ERRORS: &str = "421 Too many errors";
pub(super) const NO_MEMORY: &str = "451 Temporary service failure";
pub(super) const VERIFY: &str = "252 Cannot verify the address";
pub(super) const HELP: &str = "214 See the Amazon SES Developer Guide";

/// The capabilities, as in a transcript of 2023 (ix-ai/smtp#18); older ones add
/// SIZE. SES names AUTH before TLS already, and STARTTLS still after it.
pub(super) fn capabilities(starttls: bool) -> String {
    let starttls = if starttls { "250-STARTTLS\r\n" } else { "" };
    format!("250-{HOST}\r\n250-8BITMIME\r\n{starttls}250-AUTH PLAIN LOGIN\r\n250 Ok")
}

/// The reply to a message that was refused.
pub(super) fn refused(refusal: &Refusal) -> String {
    let message = refusal.message.as_deref().unwrap_or_default();
    let code = refusal.code(Api::Smtp);
    let reply = match refusal.kind {
        Kind::MessageRejected => format!("{code} Message rejected: {message}"),
        Kind::AccessDenied => format!("{code} Access denied: {message}"),
        Kind::NoConfigurationSet => {
            format!("{code} Configuration Set does not exist: {message}")
        }
        Kind::RateExceeded | Kind::DailyQuotaExceeded => {
            let message = message.trim_end_matches('.');
            format!("{code} Throttling failure: {message}")
        }
        Kind::InternalFailure | Kind::ServiceUnavailable => NO_MEMORY.to_owned(),
        Kind::TooLarge | Kind::InvalidToken => message.to_owned(),
        // "Duplicate header 'To'.", "Missing final '@domain'" and others.
        _ => format!("{code} Transaction failed: {message}"),
    };
    one_line(&reply)
}

/// One line, whatever an address, a header or a rule brought along.
pub(super) fn one_line(reply: &str) -> String {
    reply.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
