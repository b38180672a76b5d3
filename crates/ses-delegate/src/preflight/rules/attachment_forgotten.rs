use std::collections::VecDeque;

use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};

rule! {
    /// The text speaks of an attachment, and there is none.
    ///
    /// # Why
    /// The most common mistake of all mail. Quoted lines, what follows a signature or
    /// another message, and phrases such as "no attachment" or "any attachments" do not
    /// count; files that are shown within the HTML are no attachments.
    ///
    /// # Example
    /// "The report is attached." and no file.
    ///
    /// # Use instead
    /// The file; or nothing, if the words mean something else.
    ///
    /// # Source
    /// RFC 2183 section 2.2, on what an attachment is.
    "attachment-forgotten", Warning => check
}

/// What people say when they attach something: English, German, French,
/// Spanish, Portuguese, Italian and Indonesian.
const PHRASES: [&str; 30] = [
    "attached",
    "attachment",
    "attachments",
    "enclosed",
    "im anhang",
    "angehängt",
    "beigefügt",
    "beigefügte",
    "beigefügten",
    "anbei",
    "ci joint",
    "ci jointe",
    "ci joints",
    "ci jointes",
    "pièce jointe",
    "pièces jointes",
    "adjunto",
    "adjunta",
    "adjuntos",
    "adjuntas",
    "em anexo",
    "segue anexo",
    "segue anexa",
    "in allegato",
    "allego",
    "terlampir",
    "lampirkan",
    "dilampirkan",
    "kami lampirkan",
    "saya lampirkan",
];

/// What turns it around, when it is one of the two words before.
const NOT: [&str; 25] = [
    "no", "not", "never", "without", "any", "nothing", "isn", "aren", "wasn", "kein", "keine",
    "keinen", "keiner", "ohne", "nicht", "pas", "sans", "aucune", "sin", "ningún", "sem", "non",
    "senza", "tanpa", "tidak",
];

/// After which the text is nobody's, or another's.
const ENDS: [&str; 3] = ["-- ", "-----", "_____"];

fn check(case: &Case<'_>) -> Vec<Hit> {
    let letter = &case.letter;
    let invitation = letter.draft.ical_event.as_ref();
    let has_file = letter.files.iter().any(|file| file.bare_cid().is_empty())
        || invitation.is_some_and(|event| !event.filename.trim().is_empty());
    if has_file {
        return Vec::new();
    }
    let (field, text) = match letter.text.trim() {
        "" => ("html", case.html.text.as_str()),
        _ => ("text", &*letter.text),
    };
    let hit = |(line, phrase)| {
        let found = format!("Line {line} says {phrase:?}, but no file is attached.");
        vec![Hit::new(field, found)]
    };
    said(text).map(hit).unwrap_or_default()
}

/// How a mail begins that is quoted without a mark, as Outlook does it; a line
/// such as `Sent: Monday` follows.
const SENDERS: [&str; 6] = ["From:", "Von:", "De:", "De\u{a0}:", "Da:", "Dari:"];

/// What is meant by "attached to this …".
const MAILS: [&str; 3] = ["mail", "email", "message"];

/// As many words as any decision looks back.
const REMEMBERED: usize = 4;

/// No phrase ends with a shorter word, in bytes.
const SHORTEST: usize = 5;

/// A phrase, and its line.
type Said = (usize, &'static str);

/// The first phrase.
fn said(text: &str) -> Option<Said> {
    let next = text.lines().skip(1).chain(std::iter::once(""));
    let own = text.lines().zip(next).take_while(|(line, next)| {
        !ENDS.iter().any(|end| line.starts_with(end)) && !is_quoted_sender(line, next)
    });
    // A phrase may go over two lines, but not over a quotation.
    let mut before = VecDeque::new();
    let mut held = None;
    for (at, (line, _)) in own.enumerate() {
        if line.trim_start().starts_with('>') {
            before.clear();
            if let Some((said, 0)) = held.take() {
                return Some(said);
            }
            continue;
        }
        for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            // "Attached to this house" forgets nothing.
            held = match held {
                Some((said, 0)) if !word.eq_ignore_ascii_case("to") => return Some(said),
                Some((said, 1..)) if MAILS.iter().any(|it| word.eq_ignore_ascii_case(it)) => {
                    return Some(said);
                }
                Some((said, after)) if after < REMEMBERED => Some((said, after + 1)),
                _ => None,
            };
            if before.len() == REMEMBERED {
                before.pop_front();
            }
            before.push_back((at + 1, word));
            match ending(&before) {
                Some(said @ (_, "attached")) => held = Some((said, 0)),
                Some(said) => return Some(said),
                None => {}
            }
        }
    }
    held.filter(|(_, after)| *after == 0).map(|(said, _)| said)
}

fn is_quoted_sender(line: &str, next: &str) -> bool {
    let line = line.trim_start();
    let is_header = |line: &str| line.split_once(':').is_some_and(|(name, _)| name.len() < 16);
    SENDERS.iter().any(|name| line.starts_with(name)) && is_header(next)
}

/// The phrase with which `words` end.
fn ending(words: &VecDeque<(usize, &str)>) -> Option<Said> {
    let (_, last) = words.back()?;
    if last.len() < SHORTEST {
        return None;
    }
    let last = last.to_lowercase();
    // Mostly the last word differs already.
    PHRASES.into_iter().filter(|phrase| phrase.ends_with(last.as_str())).find_map(|phrase| {
        let mut back = words.iter().rev();
        let mut line = 0;
        for wanted in phrase.rsplit(' ') {
            let (at, word) = back.next()?;
            line = *at;
            if word.to_lowercase() != wanted {
                return None;
            }
        }
        let is_turned = back.take(2).any(|(_, word)| NOT.contains(&word.to_lowercase().as_str()));
        (!is_turned).then_some((line, phrase))
    })
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![
        good().with_text("Hello,\nthe report is attached."),
        good().with_text("See attachment"),
        good().with_text("Attached to this e-mail is the report."),
        good().with_text("From: here on\nit is attached"),
        good().with_text("It is attached to the wall. See the attachment."),
        good().with_text("See the\nATTACHMENTS."),
        good().with_text("Enclosed is the invoice."),
        good().with_text("Die Rechnung finden Sie im Anhang."),
        good().with_text("Anbei die Rechnung"),
        good().with_text("Veuillez trouver ci-joint le rapport"),
        good().with_text("Le rapport est en pièce jointe"),
        good().with_text("Adjunto el informe"),
        good().with_text("Terlampir laporan"),
        good().with_text("> old\nattached"),
        good().with_text("attached").with_cids(&["logo"]),
        good().with_text("").with_html("<p>The report is <b>attached</b>."),
    ]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![
        good(),
        good().with_text("attached").with_file("a.pdf", 1),
        good().with_text("> The report is attached.\nThank you"),
        good().with_text("Thank you\n-- \nThis message and attachments are confidential"),
        good().with_text("Thank you\n-----Original Message-----\nThe report is attached"),
        good().with_text("Thank you\n\nFrom: Bob\nSent: Monday\nSubject: Report\n\nIt is attached"),
        good().with_text("Danke\nVon: Bob\nGesendet: Montag\n\nim Anhang"),
        good().with_text("I have grown attached to this house."),
        good().with_text("It is attached to the wall"),
        good().with_text("Do not open any attachments."),
        good()
            .with_text("There is no attachment, it isn't attached, and comes without attachments."),
        good().with_text("Es gibt keinen Anhang, und nichts ist unattached."),
        good().with_text("Hello").with_html("<p>attached"),
        good().with_text("").with_html("<p>Hi<blockquote>attached</blockquote>"),
        good().with_text("attachment").with(|draft| {
            draft.ical_event = Some(crate::draft::IcalEvent {
                filename: "invite.ics".to_owned(),
                ..crate::draft::IcalEvent::default()
            });
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_last_word_is_shorter() {
        let last = PHRASES.iter().filter_map(|phrase| phrase.rsplit(' ').next());
        assert_eq!(last.map(str::len).min(), Some(SHORTEST));
    }

    #[test]
    fn line_and_words_are_told() {
        assert_eq!(said("a\n\nfind it ci-\njoint"), Some((3, "ci joint")));
        assert_eq!(said("a ci\n> x\njoint"), None);
        let found = good().with_text("x\nIt is attached.").of("attachment-forgotten");
        assert_eq!(found[0].found, "Line 2 says \"attached\", but no file is attached.");
    }
}
