use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// There is nothing to read.
    ///
    /// # Why
    /// A message without text, HTML, files or an invitation is sent as it is, but seldom
    /// meant so; filters take it for an attack.
    ///
    /// # Example
    /// A draft with a subject and nothing else.
    ///
    /// # Use instead
    /// A text.
    ///
    /// # Source
    /// RFC 5322 section 3.5.
    "body-empty", Warning => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let invitation = letter.draft.ical_event.as_ref().map_or("", |event| &event.content);
    let is_blank = [&letter.text, &letter.html, invitation].iter().all(|t| t.trim().is_empty());
    if !is_blank || !letter.files.is_empty() {
        return Vec::new();
    }
    vec![Hit::new("text", "Text and HTML are blank, and there are no files.")]
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().with_text(""), good().with_text(" \n\t")]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_text("").with_file("a.pdf", 1),
        good().with_text("").with_html("<p>x"),
        good().with_text("").with(|draft| {
            draft.ical_event = Some(crate::draft::IcalEvent {
                content: "BEGIN:VCALENDAR".to_owned(),
                ..crate::draft::IcalEvent::default()
            });
        }),
    ]
}
