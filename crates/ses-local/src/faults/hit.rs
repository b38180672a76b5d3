//! A fault that hits a request: what becomes of it and of its answer.

use std::{
    io,
    time::{Duration, SystemTime},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderValue, Response, StatusCode, header},
};
use futures_util::stream;

use super::rule::{Broken, Connection, CustomError, Fault, MissingCors, Slow, Throttle, When};
use crate::{
    clock::http_date,
    edge::{Cut, Wire},
    refusal::{Check, Kind, Refusal},
};

/// A rule's fault, on its way to one request.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(super) id: String,
    pub(super) fault: Fault,
}

/// How much of a reply by SMTP comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Whole,
    /// Byte by byte, in so much time.
    Trickle(Duration),
    /// Then the connection ends.
    Half,
    /// The connection ends.
    Nothing,
}

/// In how many pieces a trickling answer comes.
const PIECES: usize = 40;

const GATEWAY: &str = "<html><head><title>502 Bad Gateway</title></head>\
                       <body><h1>502 Bad Gateway</h1></body></html>\n";

impl Hit {
    /// What happens before anything is checked: a refusal, or a wait.
    pub(crate) async fn before(&self) -> Result<(), Refusal> {
        let refuse =
            |kind, message: &str| Err(Refusal::new(kind, Check::Fault, message).note(self.told()));
        match &self.fault {
            Fault::Throttle(Throttle::Rate) => {
                refuse(Kind::RateExceeded, "Maximum sending rate exceeded.")
            }
            Fault::Throttle(Throttle::Daily) => {
                refuse(Kind::DailyQuotaExceeded, "Daily message quota exceeded.")
            }
            Fault::Status(500) => {
                Err(Refusal::silent(Kind::InternalFailure, Check::Fault).note(self.told()))
            }
            Fault::Status(_) => {
                Err(Refusal::silent(Kind::ServiceUnavailable, Check::Fault).note(self.told()))
            }
            Fault::ExpiredToken => {
                refuse(Kind::ExpiredToken, "The security token included in the request is expired")
            }
            // The answer is made of the rule; the inbox has no word of its own for it.
            Fault::Error(error) => refuse(Kind::InternalFailure, &error.message),
            Fault::Connection(Connection { when: When::AfterRead, .. }) => Err(self.note()),
            Fault::Slow(Slow { milliseconds, trickle: false }) => {
                tokio::time::sleep(Duration::from_millis(u64::from(*milliseconds))).await;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The server's clock, as this request sees it.
    pub(crate) fn clock(&self, now: SystemTime) -> SystemTime {
        let Fault::Clock(offset) = self.fault else { return now };
        let span = Duration::from_secs(u64::from(offset.seconds.unsigned_abs()));
        let shifted =
            if offset.seconds < 0 { now.checked_sub(span) } else { now.checked_add(span) };
        shifted.unwrap_or(now)
    }

    pub(crate) fn custom_error(&self) -> Option<&CustomError> {
        match &self.fault {
            Fault::Error(error) => Some(error),
            _ => None,
        }
    }

    /// The reply by SMTP, where it is not the one to the refusal.
    pub(crate) fn smtp_reply(&self) -> Option<String> {
        match &self.fault {
            Fault::Status(421) => Some("421 Too many concurrent SMTP connections".to_owned()),
            Fault::Error(error) => Some(format!("{} {}", error.status, error.message)),
            _ => None,
        }
    }

    /// What becomes of the reply to a message that was carried out.
    pub(crate) fn ending(&self) -> Ending {
        match self.fault {
            Fault::Connection(Connection { when: When::MidAnswer, .. }) => Ending::Half,
            Fault::Connection(_) => Ending::Nothing,
            Fault::Slow(Slow { milliseconds, trickle: true }) => {
                Ending::Trickle(Duration::from_millis(u64::from(milliseconds)))
            }
            _ => Ending::Whole,
        }
    }

    pub(crate) fn resets(&self) -> bool {
        matches!(self.fault, Fault::Connection(Connection { reset: true, .. }))
    }

    /// Spoils an answer. The flag says that no page may read it.
    pub(crate) async fn spoil(
        self,
        mut response: Response<Body>,
        wire: &Wire,
        now: SystemTime,
    ) -> Result<(Response<Body>, bool), Cut> {
        match &self.fault {
            Fault::Connection(Connection { when: When::MidAnswer, reset }) => {
                if *reset {
                    wire.reset();
                }
                let bytes = taken(&mut response).await;
                // The length of the whole is promised, half of it comes.
                response.headers_mut().insert(header::CONTENT_LENGTH, bytes.len().into());
                let half = bytes.slice(..bytes.len() / 2);
                // A breath between, or hyper drops what it has not written yet.
                let pieces = stream::unfold(Some(half), |half| async move {
                    if let Some(half) = half {
                        return Some((Ok(half), None));
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    Some((Err(io::Error::other("closed on purpose")), None))
                });
                *response.body_mut() = Body::from_stream(pieces);
            }
            Fault::Connection(Connection { reset, .. }) => return Err(Cut { reset: *reset }),
            Fault::Broken(broken) => {
                let bytes = taken(&mut response).await;
                let body = match broken {
                    Broken::Truncated => bytes.slice(..bytes.len() / 2),
                    Broken::Empty => Bytes::new(),
                    Broken::Html => {
                        let html = HeaderValue::from_static("text/html");
                        response.headers_mut().insert(header::CONTENT_TYPE, html);
                        Bytes::from_static(GATEWAY.as_bytes())
                    }
                };
                *response.body_mut() = Body::from(body);
            }
            Fault::Slow(Slow { milliseconds, trickle: true }) => {
                let bytes = taken(&mut response).await;
                response.headers_mut().insert(header::CONTENT_LENGTH, bytes.len().into());
                *response.body_mut() = trickling(bytes, *milliseconds);
            }
            Fault::Clock(_) => {
                if let Ok(date) = HeaderValue::from_str(&http_date(self.clock(now))) {
                    response.headers_mut().insert(header::DATE, date);
                }
            }
            _ => {}
        }
        Ok((response, self.fault == Fault::MissingCors(MissingCors::Answer)))
    }

    /// How the inbox names it.
    pub(crate) fn told(&self) -> String {
        format!("Fault {} hit: {}", self.id, self.what())
    }

    /// Its entry in the inbox, where the request itself was not refused.
    pub(crate) fn note(&self) -> Refusal {
        Refusal::new(Kind::InternalFailure, Check::Fault, self.told())
    }

    fn what(&self) -> String {
        match &self.fault {
            Fault::Throttle(Throttle::Rate) => "throttled, rate".into(),
            Fault::Throttle(Throttle::Daily) => "throttled, daily quota".into(),
            Fault::Status(status) => format!("answered {status}"),
            Fault::Slow(slow) if slow.trickle => {
                format!("the answer trickled for {} ms", slow.milliseconds)
            }
            Fault::Slow(slow) => format!("waited for {} ms", slow.milliseconds),
            Fault::Connection(connection) => match connection.when {
                When::BeforeRead => "the connection was closed before the body was read".into(),
                When::AfterRead => "the connection was closed and nothing was carried out".into(),
                When::AfterAccept => {
                    "the request was carried out and the connection closed without an answer".into()
                }
                When::MidAnswer => {
                    "the request was carried out and the connection closed in the answer".into()
                }
            },
            Fault::Broken(_) => "the request was carried out and its answer broken".into(),
            Fault::Clock(offset) => format!("judged with the clock {:+} s off", offset.seconds),
            Fault::MissingCors(MissingCors::Preflight) => "a preflight without CORS headers".into(),
            Fault::MissingCors(MissingCors::Answer) => {
                "the request was carried out and its answer bore no CORS headers".into()
            }
            Fault::ExpiredToken => "the session token was called expired".into(),
            Fault::Error(error) => format!("answered {} {}", error.status, error.code),
        }
    }
}

/// The body, which is always whole in memory.
async fn taken(response: &mut Response<Body>) -> Bytes {
    let body = std::mem::take(response.body_mut());
    to_bytes(body, usize::MAX).await.unwrap_or_else(|_| {
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        Bytes::new()
    })
}

fn trickling(bytes: Bytes, milliseconds: u32) -> Body {
    let size = bytes.len().div_ceil(PIECES).max(1);
    let pause = Duration::from_millis(u64::from(milliseconds)) / u32::try_from(PIECES).unwrap_or(1);
    Body::from_stream(stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok::<_, io::Error>(piece), rest))
    }))
}
