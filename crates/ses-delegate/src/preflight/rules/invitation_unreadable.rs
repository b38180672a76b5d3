use crate::preflight::rule::rule;

rule! {
    /// The invitation is no calendar object that says what it asks for.
    ///
    /// # Why
    /// Calendars take up an invitation only if it is one object, from `BEGIN:VCALENDAR`
    /// to `END:VCALENDAR`, whose `METHOD` is that of its part's Content-Type. Else
    /// readers show it as a file, or as text.
    ///
    /// # Example
    /// The method `REQUEST` with an object that says `METHOD:PUBLISH`.
    ///
    /// # Use instead
    /// The method that the object names.
    ///
    /// # Source
    /// RFC 6047 section 2.4; RFC 5546 section 1.4.
    "invitation-unreadable", Error,
    explains: ["calendar.method", "calendar.content", "calendar.content_method"] => |_| Vec::new()
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_event("", "METHOD:REQUEST"),
        good().with_event("INVITE", "METHOD:INVITE"),
        good().with_event("REQUEST", "METHOD:PUBLISH"),
        good().with_event("REQUEST", "VERSION:2.0"),
        good().with_event("REQUEST", "METHOD:REQUEST\r\nMETHOD:REQUEST"),
        good().with_event("REQUEST", "METHOD:REQUEST").with(|draft| {
            draft.ical_event.as_mut().unwrap().content.truncate(20);
        }),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_event("request", "METHOD:REQUEST"),
        good().with_event("CANCEL", "method:Cancel"),
    ]
}
