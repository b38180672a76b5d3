use crate::calendar::CalendarMethod;
use crate::preflight::case::Case;
use crate::preflight::listed::listed;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The invitation lacks what calendars need.
    ///
    /// # Why
    /// A request or a cancellation without an organiser, attendees, a time or an
    /// identifier is shown as text or as a file, without buttons to answer it.
    ///
    /// # Example
    /// An event without `ORGANIZER`.
    ///
    /// # Use instead
    /// An object as a calendar program exports it, with `PRODID` and `VERSION`, and in
    /// each event `UID`, `DTSTAMP`, `DTSTART`, `ORGANIZER` and `ATTENDEE`.
    ///
    /// # Source
    /// RFC 5545 sections 3.6 and 3.6.1; RFC 5546 sections 3.2.2 and 3.2.5.
    "invitation-incomplete", Warning => check
}

/// What every object has.
const OBJECT: [&str; 2] = ["PRODID", "VERSION"];
/// What the event of a request has; one that is cancelled need not say when it was.
const EVENT: [&str; 6] = ["UID", "DTSTAMP", "ORGANIZER", "DTSTART", "ATTENDEE", "SUMMARY"];

fn check(case: &Case<'_>) -> Vec<Hit> {
    let read = case.letter.read.as_ref();
    let Some(invitation) = read.and_then(|read| read.message.invitation.as_ref()) else {
        return Vec::new();
    };
    let needed = match invitation.method() {
        CalendarMethod::Request => &EVENT[..5],
        CalendarMethod::Cancel => &EVENT[..3],
        _ => return Vec::new(),
    };
    let unfolded =
        invitation.content().replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let names: Vec<String> = unfolded
        .lines()
        .map(|line| line.split([':', ';']).next().unwrap_or_default().trim().to_ascii_uppercase())
        .collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    // Tasks and journals have rules of their own.
    let is_event = unfolded.to_ascii_uppercase().contains("BEGIN:VEVENT");
    let needed = needed.iter().filter(|_| is_event);
    let missing: Vec<_> = OBJECT.iter().chain(needed).filter(|name| !has(name)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    vec![Hit::new("icalEvent.content", format!("It has no {}.", listed(&missing)))]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
fn complete(method: &str) -> String {
    format!(
        "PRODID:x\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:1@example.com\r\n\
         DTSTAMP:20260115T120000Z\r\nDTSTART:20260116T120000Z\r\n\
         ORGANIZER;CN=Ann:mailto:ann@example.com\r\nATTENDEE:mailto:bob@example.org\r\nEND:VEVENT"
    )
}

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_event("REQUEST", "METHOD:REQUEST"),
        good().with_event("REQUEST", &complete("REQUEST").replace("ORGANIZER", "X-ORGANIZER")),
        good().with_event("REQUEST", &complete("REQUEST").replace("DTSTART", "X-START")),
        good().with_event("CANCEL", &complete("CANCEL").replace("UID", "X-UID")),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_event("REQUEST", &complete("REQUEST")),
        good().with_event("CANCEL", &complete("CANCEL").replace("DTSTART", "X-START")),
        good().with_event("PUBLISH", "METHOD:PUBLISH"),
    ]
}
