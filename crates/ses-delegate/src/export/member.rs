//! The members of a request, read back from it: what an export says is what is sent.

use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::ExportFile;

/// A member's value, in the order of AWS's structures.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Member {
    Text(String),
    Flag(bool),
    Number(Number),
    List(Vec<Self>),
    Structure(Vec<(String, Self)>),
    /// Bytes, or a long text, for which there is a file beside the script.
    Beside {
        file: ExportFile,
        is_text: bool,
    },
}

/// Longest text, in bytes, that stands within a script.
pub(super) const INLINE_MAX: usize = 4096;

impl Member {
    /// A form's members, whose names are joined by dots; lists count from `member.1`.
    pub(super) fn of_form(members: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut root = Self::Structure(Vec::new());
        for (name, value) in members {
            let path: Vec<&str> = name.split('.').collect();
            *root.within(&path) = Self::Text(value);
        }
        root
    }

    /// The place at `path`, which is made where it is missing.
    fn within(&mut self, path: &[&str]) -> &mut Self {
        match path {
            [] => self,
            ["member", at, rest @ ..] => {
                let items = self.as_list();
                // Forms count their items in order.
                if items.is_empty() || at.parse() != Ok(items.len()) {
                    items.push(Self::Structure(Vec::new()));
                }
                items.last_mut().expect("the item just found or made").within(rest)
            }
            [name, rest @ ..] => {
                let members = self.as_structure();
                let place = members.iter().position(|(known, _)| known == name);
                let place = place.unwrap_or_else(|| {
                    members.push(((*name).to_owned(), Self::Structure(Vec::new())));
                    members.len() - 1
                });
                members[place].1.within(rest)
            }
        }
    }

    fn as_list(&mut self) -> &mut Vec<Self> {
        if !matches!(self, Self::List(_)) {
            *self = Self::List(Vec::new());
        }
        let Self::List(items) = self else { unreachable!("it was just made a list") };
        items
    }

    fn as_structure(&mut self) -> &mut Vec<(String, Self)> {
        if !matches!(self, Self::Structure(_)) {
            *self = Self::Structure(Vec::new());
        }
        let Self::Structure(members) = self else { unreachable!("it was just made a structure") };
        members
    }

    /// Bytes, which travel as base64, and long texts become files.
    pub(super) fn with_files(self) -> Self {
        self.named(&["", ""], &mut BTreeSet::new())
    }

    /// `path`: what it is called, and what holds it.
    fn named(self, path: &[&str; 2], taken: &mut BTreeSet<String>) -> Self {
        match self {
            Self::Structure(members) => {
                let extension = extension(&members);
                let named = members.into_iter().map(|(name, member)| {
                    let within = match (name.as_str(), path[0]) {
                        ("RawContent", _) => ["RawContent", extension.as_str()],
                        (name, holder) => [name, holder],
                    };
                    let member = member.named(&within, taken);
                    (name, member)
                });
                Self::Structure(named.collect())
            }
            Self::List(items) => {
                Self::List(items.into_iter().map(|item| item.named(path, taken)).collect())
            }
            Self::Text(text) => match path {
                ["Data", "Raw" | "RawMessage"] => bytes(&text, "message", "eml", taken),
                ["RawContent", extension] => bytes(&text, "attachment", extension, taken),
                _ if text.len() <= INLINE_MAX => Self::Text(text),
                ["Data", "Html"] => beside(text.into_bytes(), true, "body", "html", taken),
                ["Data", "Text"] => beside(text.into_bytes(), true, "body", "txt", taken),
                [name, _] => beside(text.into_bytes(), true, name, "txt", taken),
            },
            other => other,
        }
    }

    /// The files of it and within it.
    pub(super) fn files(&self) -> Vec<ExportFile> {
        match self {
            Self::Beside { file, .. } => vec![file.clone()],
            Self::List(items) => items.iter().flat_map(Self::files).collect(),
            Self::Structure(members) => {
                members.iter().flat_map(|(_, member)| member.files()).collect()
            }
            Self::Text(_) | Self::Flag(_) | Self::Number(_) => Vec::new(),
        }
    }

    /// True if it, or one within it, is bytes for which `found` holds.
    pub(super) fn any_bytes(&self, found: impl Fn(&[u8]) -> bool + Copy) -> bool {
        match self {
            Self::Beside { file, is_text } => !is_text && found(&file.content),
            Self::List(items) => items.iter().any(|item| item.any_bytes(found)),
            Self::Structure(members) => members.iter().any(|(_, member)| member.any_bytes(found)),
            Self::Text(_) | Self::Flag(_) | Self::Number(_) => false,
        }
    }
}

fn bytes(base64: &str, stem: &str, extension: &str, taken: &mut BTreeSet<String>) -> Member {
    match STANDARD.decode(base64) {
        Ok(content) => beside(content, false, stem, extension, taken),
        // A request encodes its bytes; this is an operation of somebody else's.
        Err(_) => Member::Text(base64.to_owned()),
    }
}

fn beside(
    content: Vec<u8>,
    is_text: bool,
    stem: &str,
    extension: &str,
    taken: &mut BTreeSet<String>,
) -> Member {
    let names = (1..).map(|count| match (count, stem) {
        (1, "message" | "body") => format!("{stem}.{extension}"),
        _ => format!("{stem}-{count}.{extension}"),
    });
    let name = names.into_iter().find(|name| taken.insert(name.clone())).expect("a free name");
    Member::Beside { file: ExportFile { name: name.into(), content }, is_text }
}

/// That of an attachment's `FileName`, if it is plain; the rest of what a
/// message calls its files is not for a file system.
fn extension(members: &[(String, Member)]) -> String {
    let name = members.iter().find_map(|(name, member)| match member {
        Member::Text(text) if name == "FileName" => Some(text.as_str()),
        _ => None,
    });
    let extension = name.and_then(|name| Some(name.rsplit_once('.')?.1));
    let plain = |text: &&str| {
        (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    extension.filter(plain).unwrap_or("bin").to_ascii_lowercase()
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(InOrder)
    }
}

/// Keeps the order of members, which `serde_json::Value` sorts.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member of a request")
    }

    fn visit_str<E>(self, text: &str) -> Result<Member, E> {
        Ok(Member::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Member, E> {
        Ok(Member::Flag(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Member, E> {
        Ok(Member::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Member, E> {
        Ok(Member::Number(number.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Member, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Member::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Member, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Member::Structure(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_structures() {
        let pairs = [
            ("Source", "a@b.c"),
            ("Destination.ToAddresses.member.1", "x"),
            ("Destination.ToAddresses.member.2", "y"),
            ("Tags.member.1.Name", "n"),
            ("Tags.member.1.Value", "v"),
            ("Tags.member.2.Name", "m"),
        ];
        let form = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let json = r#"{"Source":"a@b.c","Destination":{"ToAddresses":["x","y"]},
            "Tags":[{"Name":"n","Value":"v"},{"Name":"m"}]}"#;
        assert_eq!(Member::of_form(form), serde_json::from_str(json).unwrap());
    }

    #[test]
    fn bytes_and_long_texts_have_names_of_their_own() {
        let long = "x".repeat(INLINE_MAX + 1);
        let json = format!(
            r#"{{"Raw":{{"Data":"AAE="}},"Subject":{{"Data":"AAE="}},"Html":{{"Data":"{long}"}},
            "Attachments":[{{"RawContent":"/w==","FileName":"../a.PDF"}},
            {{"RawContent":"","FileName":"b.pdf"}},{{"RawContent":"","FileName":"x./;"}}],
            "TemplateData":"{long}"}}"#
        );
        let member: Member = serde_json::from_str(&json).unwrap();
        let files = member.with_files().files();
        let names: Vec<_> = files.iter().map(|file| file.name.as_ref()).collect();
        assert_eq!(
            names,
            [
                "message.eml",
                "body.html",
                "attachment-1.pdf",
                "attachment-2.pdf",
                "attachment-1.bin",
                "TemplateData-1.txt"
            ]
        );
        assert_eq!(files[0].content, [0, 1]);
        assert_eq!(files[2].content, [255]);
    }
}
