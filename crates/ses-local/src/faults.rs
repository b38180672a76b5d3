//! Faults on demand, for tests of clients: rules set through the API.
//!
//! `POST /faults` takes one rule or a list, `GET /faults` tells them with what
//! they hit, `DELETE /faults` and `DELETE /faults/{id}` remove them:
//!
//! ```json
//! { "match": { "operations": ["SendEmail"], "recipient": "*@x.example" },
//!   "after": 2, "times": 1,
//!   "fault": { "connection": { "when": "after-accept", "reset": true } } }
//! ```
//!
//! Faults: `{"throttle": "rate" | "daily"}`, `{"status": 500 | 503}`,
//! `{"slow": {"milliseconds": 2000, "trickle": true}}`,
//! `{"connection": {"when": "before-read" | "after-read" | "after-accept" |
//! "mid-answer", "reset": true}}`, `{"broken": "truncated" | "html" | "empty"}`,
//! `{"clock": {"seconds": -900}}`, `{"missing-cors": "preflight" | "answer"}`,
//! `"expired-token"`, `{"error": {"code": "X", "status": 400, "message": "…"}}`.
//!
//! The first rule that fits a request hits it, before its signature is checked;
//! whatever it hits is shown among the inbox's refusals.
//!
//! Messages by SMTP (`"match": {"api": "smtp"}`) know `throttle`, `status` (421
//! or 451), `slow`, `connection` and `error`; the others pass them by. Before
//! anything is read means at `DATA`; an answer is the reply to the text.

mod api;
mod asked;
mod hit;
mod rule;

use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use self::rule::{Connection, Fault, MissingCors, Rule, Times, When};
pub(crate) use self::{
    api::{answer, is_route},
    asked::{Asked, Members},
    hit::{Ending, Hit},
};

const MAX_RULES: usize = 1000;

/// The rules in force, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    rules: Vec<Entry>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    id: String,
    /// Requests that fitted, hit or not.
    seen: u32,
    hits: u32,
    #[serde(flatten)]
    rule: Rule,
}

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Preflight,
    BeforeRead,
    Read,
}

impl Faults {
    /// The fault that hits a request at `stage`, if any.
    pub(crate) fn take(&self, asked: &Asked<'_>, stage: Stage) -> Option<Hit> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in &mut kept.rules {
            let over = matches!(entry.rule.times, Times::Number(times) if entry.hits >= times);
            let fault = &entry.rule.fault;
            if over
                || fault.stage() != stage
                || !fault.concerns(asked.api)
                || !entry.rule.matching.fits(asked)
            {
                continue;
            }
            entry.seen = entry.seen.saturating_add(1);
            if entry.seen > entry.rule.after {
                entry.hits = entry.hits.saturating_add(1);
                return Some(Hit { id: entry.id.clone(), fault: entry.rule.fault.clone() });
            }
        }
        None
    }

    /// Adds all rules, or none.
    fn add(&self, rules: Vec<Rule>) -> Option<Vec<Entry>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.rules.len() + rules.len() > MAX_RULES {
            return None;
        }
        let mut added = Vec::new();
        for rule in rules {
            kept.last += 1;
            let entry = Entry { id: kept.last.to_string(), seen: 0, hits: 0, rule };
            kept.rules.push(entry.clone());
            added.push(entry);
        }
        Some(added)
    }

    fn all(&self) -> Vec<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rules.clone()
    }

    /// Removes the rule called `id`, or all; whether there was one.
    fn remove(&self, id: Option<&str>) -> bool {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = kept.rules.len();
        kept.rules.retain(|entry| id.is_some_and(|id| entry.id != id));
        kept.rules.len() < before
    }
}

impl Fault {
    fn stage(&self) -> Stage {
        match self {
            Self::MissingCors(MissingCors::Preflight) => Stage::Preflight,
            Self::Connection(Connection { when: When::BeforeRead, .. }) => Stage::BeforeRead,
            _ => Stage::Read,
        }
    }
}
