//! A rule: which requests a fault hits, how often, and which fault it is.

use serde::{Deserialize, Serialize};

use super::asked::{Addresses, Asked};
use crate::policy::glob::Glob;

/// As `POST /faults` takes it. Unknown members are refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Rule {
    #[serde(rename = "match", default)]
    pub(super) matching: Matching,
    #[serde(default)]
    pub(super) times: Times,
    /// How many matching requests pass first.
    #[serde(default)]
    pub(super) after: u32,
    pub(super) fault: Fault,
}

/// All that is given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Matching {
    /// Names like `SendEmail`, of any API.
    #[serde(skip_serializing_if = "Option::is_none")]
    operations: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    api: Option<Api>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_key_id: Option<String>,
    /// Twelve digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// With `*` and `?`; one of the recipients must fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    /// With `*` and `?`; the source or the From header must fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Api {
    V1,
    V2,
    Sts,
    Smtp,
}

/// How many requests a rule hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a number of requests or \"always\"")]
pub(super) enum Times {
    Number(u32),
    Word(Always),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Always {
    Always,
}

impl Default for Times {
    fn default() -> Self {
        Self::Number(1)
    }
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Fault {
    Throttle(Throttle),
    /// 500 or 503, with SES's body; of SMTP alone 421 or 451.
    Status(u16),
    Slow(Slow),
    Connection(Connection),
    /// The request is carried out; what comes back cannot be read.
    Broken(Broken),
    Clock(ClockOffset),
    MissingCors(MissingCors),
    ExpiredToken,
    Error(CustomError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Throttle {
    Rate,
    Daily,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Slow {
    /// Before the answer, or, trickling, until its last byte. At most 600000.
    pub(crate) milliseconds: u32,
    /// The answer comes byte by byte.
    #[serde(default)]
    pub(crate) trickle: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Connection {
    pub(crate) when: When,
    /// Ends by RST, else by FIN. The system resets by itself where it holds
    /// bytes nobody has read.
    #[serde(default)]
    pub(crate) reset: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum When {
    /// The headers are read, the body is not; of SMTP, `DATA` is.
    BeforeRead,
    /// All is read, nothing is carried out.
    AfterRead,
    /// All is carried out, nothing is answered: no client can tell.
    AfterAccept,
    /// Half of the answer comes.
    MidAnswer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Broken {
    Truncated,
    Html,
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct ClockOffset {
    /// Added to the server's clock for the request: it judges and dates by it.
    pub(crate) seconds: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum MissingCors {
    /// Nothing is sent by a browser.
    Preflight,
    /// The request is carried out, and the page learns nothing.
    Answer,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct CustomError {
    pub(crate) code: String,
    /// 400 to 599.
    pub(crate) status: u16,
    pub(crate) message: String,
}

/// What is wrong with a rule that is well-formed JSON.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RuleError {
    pub(super) field: &'static str,
    pub(super) problem: String,
}

impl Rule {
    /// Checks what the types cannot say.
    pub(super) fn check(self) -> Result<Self, RuleError> {
        let fail = |field, problem: String| Err(RuleError { field, problem });
        match &self.fault {
            Fault::Status(status) if !self.statuses().contains(status) => {
                let [one, other] = self.statuses();
                let problem = format!("expected {one} or {other}, but found {status}");
                return fail("fault.status", problem);
            }
            fault if self.is_smtp() && !fault.concerns(crate::refusal::Api::Smtp) => {
                let problem = "expected throttle, status, slow, connection or error: SMTP knows \
                               no other fault";
                return fail("fault", problem.to_owned());
            }
            Fault::Slow(slow) if slow.milliseconds > 600_000 => {
                let problem = format!("expected at most 600000, but found {}", slow.milliseconds);
                return fail("fault.slow.milliseconds", problem);
            }
            Fault::Error(error) if !(400..=599).contains(&error.status) => {
                let problem = format!("expected 400 to 599, but found {}", error.status);
                return fail("fault.error.status", problem);
            }
            Fault::Error(error)
                if error.code.is_empty()
                    || !error
                        .code
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.') =>
            {
                let problem =
                    format!("expected letters, digits or dots, but found '{}'", error.code);
                return fail("fault.error.code", problem);
            }
            _ => {}
        }
        let matching = &self.matching;
        let body = matching.operations.is_some()
            || matching.recipient.is_some()
            || matching.source.is_some()
            || matching.api == Some(Api::Sts);
        // Of SMTP the envelope is known before the text.
        if self.fault.is_early() && body && !self.is_smtp() {
            let problem = "expected only v1, v2, accessKeyId and account: this fault hits before the \
                           body of a request is read";
            return fail("match", problem.to_owned());
        }
        let keys = matching.access_key_id.is_some() || matching.account.is_some();
        if self.fault == Fault::MissingCors(MissingCors::Preflight) && keys {
            let problem = "expected only an api: a preflight has no key";
            return fail("match", problem.to_owned());
        }
        if self.times == Times::Number(0) {
            return fail("times", "expected 1 or more, or \"always\", but found 0".to_owned());
        }
        Ok(self)
    }

    fn is_smtp(&self) -> bool {
        self.matching.api == Some(Api::Smtp)
    }

    fn statuses(&self) -> [u16; 2] {
        if self.is_smtp() { [421, 451] } else { [500, 503] }
    }
}

impl Fault {
    /// Whether it means anything in `api`: SMTP has no tokens, dates or pages.
    pub(super) fn concerns(&self, api: crate::refusal::Api) -> bool {
        api != crate::refusal::Api::Smtp
            || matches!(
                self,
                Self::Throttle(_)
                    | Self::Status(_)
                    | Self::Slow(_)
                    | Self::Connection(_)
                    | Self::Error(_)
            )
    }

    /// Whether it hits before the body is read.
    pub(super) fn is_early(&self) -> bool {
        matches!(
            self,
            Self::Connection(Connection { when: When::BeforeRead, .. })
                | Self::MissingCors(MissingCors::Preflight)
        )
    }
}

impl Matching {
    pub(super) fn fits(&self, asked: &Asked<'_>) -> bool {
        let equal = |wanted: &Option<String>, found: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| found == Some(wanted))
        };
        let api = self.api.is_none_or(|api| {
            asked.api
                == match api {
                    Api::V1 => crate::refusal::Api::V1,
                    Api::V2 => crate::refusal::Api::V2,
                    Api::Sts => crate::refusal::Api::Sts,
                    Api::Smtp => crate::refusal::Api::Smtp,
                }
        });
        let operation = self.operations.as_ref().is_none_or(|wanted| {
            asked.operation.is_some_and(|found| wanted.iter().any(|name| name == found))
        });
        let glob = |pattern: &Option<String>, found: fn(&Addresses) -> &[String]| {
            pattern.as_deref().is_none_or(|pattern| {
                let glob = Glob::new(&pattern.to_lowercase());
                found(asked.addresses()).iter().any(|text| glob.matches(&text.to_lowercase()))
            })
        };
        api && operation
            && equal(&self.access_key_id, asked.access_key_id)
            && equal(&self.account, asked.account.as_deref())
            && glob(&self.source, |found| &found.sources)
            && glob(&self.recipient, |found| &found.recipients)
    }
}
