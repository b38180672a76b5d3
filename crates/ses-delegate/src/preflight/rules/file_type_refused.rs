use crate::error::quote;
use crate::preflight::case::Case;
use crate::preflight::file_types::{extension, is_refused};
use crate::preflight::rule::{Hit, rule};

rule! {
    /// SES carries no files of that type.
    ///
    /// # Why
    /// SES refuses a whole message for one file whose name ends as programs' names do.
    /// What counts is the name, not what the file holds.
    ///
    /// # Example
    /// `setup.exe`, `page.js`, `invoice.pdf.exe`
    ///
    /// # Use instead
    /// A link to the file. An archive may pass SES, but many receiving servers open
    /// archives and refuse them.
    ///
    /// # Source
    /// SES Developer Guide, "Unsupported attachment types in Amazon SES".
    "file-type-refused", Error => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let files = case.letter.files.iter().map(|file| (file.field.as_str(), &*file.name));
    let invitation = case.letter.draft.ical_event.iter();
    let invitation = invitation.map(|event| ("icalEvent", event.filename.as_str()));
    files.chain(invitation).filter_map(|(field, name)| hit(field, name)).collect()
}

fn hit(field: &str, name: &str) -> Option<Hit> {
    let extension = extension(name).filter(|extension| is_refused(extension))?;
    let looks_like = name.trim_end_matches(['.', ' ']).rsplit('.').nth(1);
    let looks_like = looks_like.filter(|before| {
        (2..=4).contains(&before.len()) && before.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    let name = quote(name);
    let found = match looks_like {
        // A word before the last dot is no extension unless there is a name before it.
        Some(before) if name.matches('.').count() > 1 => {
            format!("{name} is a file of type .{extension}, though it looks like .{before}.")
        }
        _ => format!("{name} is a file of type .{extension}."),
    };
    Some(Hit::new(format!("{field}.filename"), found))
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    [
        "setup.exe",
        "SETUP.EXE",
        "a.js",
        "key.crt",
        "a.pdf.exe",
        "a.exe.",
        "a.exe ",
        "a. exe",
        ".bat",
        "a.msh2xml",
    ]
    .into_iter()
    .map(|name| good().with_file(name, 1))
    .chain([good().with(|draft| {
        draft.ical_event = Some(crate::draft::IcalEvent {
            filename: "a.vbs".to_owned(),
            ..crate::draft::IcalEvent::default()
        });
    })])
    .collect()
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    ["a.pdf", "a.exe.pdf", "exe", "a.json", "a.jsx", "a.zip", "a.html", "js.txt", "a"]
        .into_iter()
        .map(|name| good().with_file(name, 1))
        .chain([good()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_hides_is_told() {
        let found = |name| good().with_file(name, 1).of("file-type-refused").remove(0).found;
        assert_eq!(
            found("a.pdf.exe"),
            "\"a.pdf.exe\" is a file of type .exe, though it looks like .pdf."
        );
        assert_eq!(found("a.exe"), "\"a.exe\" is a file of type .exe.");
    }
}
