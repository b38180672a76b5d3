//! Mailboxes, and SES's words for what is wrong with them.
//!
//! SES checks addresses with `JavaMail`, whose texts it hands out; they are kept
//! here letter for letter, and so is the order in which `JavaMail` looks.
//!
//! # Source
//!
//! `JavaMail`'s `InternetAddress.validate`; words that are not its own, and what
//! SES was seen to do: awsdocs/aws-doc-sdk-examples#1725 and
//! domdomegg/aws-ses-v2-local#44 (an empty address), openstax/accounts#253 (a
//! list), boto/botocore#1774 and hcengineering/platform#7864 (a colon),
//! arithmetric/aws-lambda-ses-forwarder#91 (two angles),
//! open-falcon/mail-provider#30 (a semicolon), nodemailer/nodemailer#1603 (a
//! group in a group); probes recorded by
//! floci-io/floci (line breaks, length).

use std::fmt;

use crate::encoded_word::decode;

/// `Display name <local@domain>`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mailbox {
    /// Unquoted and decoded; empty when there is none.
    pub display_name: String,
    /// `local@domain`.
    pub address: String,
}

/// SES counts the whole formatted mailbox in UTF-16 units.
const MAX_UNITS: usize = 320;

impl Mailbox {
    /// Reads one mailbox as given in a parameter.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match &split(text)?[..] {
            [one] => Self::read(one),
            [] => Err(format!("Invalid email address {}.", text.trim())),
            _ => Err("Illegal address".to_owned()),
        }
    }

    /// Reads the comma-separated mailboxes of an address header. Empty places
    /// are passed over, as in RFC 5322's obsolete lists.
    pub(crate) fn parse_list(text: &str) -> Result<Vec<Self>, String> {
        split(text)?.iter().map(|one| Self::read(one)).collect()
    }

    fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (display_name, address) = take_apart(text)?;
        if address.contains(['\r', '\n']) && address.starts_with('"') {
            return Err(format!("Invalid email address {text}."));
        }
        check(&address)?;
        Ok(Self { display_name: decode(&display_name), address })
    }
}

/// As SES writes it in its texts.
impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.display_name, &self.address))
    }
}

/// Whether `text` is one mailbox SES takes.
pub(crate) fn is_mailbox(text: &str) -> bool {
    Mailbox::parse(text).is_ok() && check_length(text).is_ok()
}

/// Refuses the first mailbox in `text` that is too long. A check of its own:
/// SES makes it after the one of syntax and the one of the configuration set.
pub(crate) fn check_length(text: &str) -> Result<(), String> {
    let is_long = |text: &str| text.encode_utf16().count() > MAX_UNITS;
    if !is_long(text) {
        return Ok(());
    }
    match split(text)?.iter().map(|place| formatted(place)).find(|place| is_long(place)) {
        Some(long) => {
            Err(format!("Address length is more than {MAX_UNITS} characters long: '{long}'."))
        }
        None => Ok(()),
    }
}

/// A mailbox as SES measures it: with one space before the angle, and with
/// quotes around the name only where it needs them.
fn formatted(mailbox: &str) -> String {
    let mailbox = mailbox.trim();
    let (mut quoted, mut escaped, mut open) = (false, false, None);
    for (index, character) in mailbox.char_indices() {
        match character {
            '"' if !escaped => quoted = !quoted,
            '<' if !quoted => open = Some(index),
            _ => {}
        }
        escaped = quoted && character == '\\' && !escaped;
    }
    let inside = |open: usize| mailbox[open + 1..].strip_suffix('>');
    let Some((open, address)) = open.and_then(|open| Some((open, inside(open)?))) else {
        return mailbox.to_owned();
    };
    written(&unquote(&mailbox[..open]), address.trim())
}

fn written(name: &str, address: &str) -> String {
    let special = |c: char| (c < ' ' && c != '\t') || c > '~' || "()<>@,;:\\\".[]".contains(c);
    match name.contains(special) {
        _ if name.is_empty() => address.to_owned(),
        true => format!("\"{name}\" <{address}>"),
        false => format!("{name} <{address}>"),
    }
}

/// Cuts at commas outside quotes, comments and angles, and at the semicolon that
/// ends a group, whose name is dropped. A colon that no such semicolon follows is
/// one of the characters that no address may have.
fn split(text: &str) -> Result<Vec<String>, String> {
    let mut places = vec![String::new()];
    let mut in_group = false;
    let (mut quoted, mut escaped, mut comment, mut angle) = (false, false, 0_u32, false);
    for character in text.chars() {
        let plain = !quoted && comment == 0 && !escaped;
        let last = places.len() - 1;
        match character {
            ';' if plain && !angle && !in_group => {
                return Err("Illegal semicolon, not in group".to_owned());
            }
            ':' if plain && !angle && in_group => return Err("Nested group".to_owned()),
            ',' | ';' if plain && !angle => {
                in_group &= character == ',';
                places.push(String::new());
                continue;
            }
            ':' if plain && !angle && !places[last].contains('@') => {
                in_group = true;
                places[last].clear();
                continue;
            }
            '"' if !escaped && comment == 0 => quoted = !quoted,
            '(' if !escaped && !quoted => comment += 1,
            ')' if !escaped && !quoted => comment = comment.saturating_sub(1),
            '<' if plain => angle = true,
            '>' if plain => angle = false,
            _ => {}
        }
        escaped = !escaped && character == '\\' && (quoted || comment > 0);
        places[last].push(character);
    }
    if in_group {
        return Err("Local address contains illegal character".to_owned());
    }
    places.retain(|place| !place.trim().is_empty());
    Ok(places)
}

fn take_apart(text: &str) -> Result<(String, String), String> {
    let (mut name, mut address, mut in_angle, mut closed) =
        (String::new(), String::new(), false, false);
    let (mut quoted, mut escaped, mut comment) = (false, false, 0_u32);
    for character in text.chars() {
        let take = match character {
            _ if escaped => {
                escaped = false;
                true
            }
            '\\' if quoted || comment > 0 => {
                escaped = true;
                in_angle
            }
            '"' if comment == 0 => {
                quoted = !quoted;
                // A quoted local part keeps its quotes.
                true
            }
            '(' if !quoted => {
                comment += 1;
                false
            }
            ')' if !quoted && comment > 0 => {
                comment -= 1;
                false
            }
            _ if comment > 0 => false,
            '<' if !quoted && !in_angle && !closed => {
                in_angle = true;
                false
            }
            '<' if !quoted && closed => return Err("Extra route-addr".to_owned()),
            '>' if !quoted && in_angle => {
                in_angle = false;
                closed = true;
                false
            }
            _ => true,
        };
        if take {
            if in_angle { address.push(character) } else { name.push(character) }
        }
    }
    if quoted {
        return Err("Missing '\"'".to_owned());
    }
    if comment > 0 {
        return Err("Missing ')'".to_owned());
    }
    if in_angle {
        return Err("Missing '>'".to_owned());
    }
    if closed {
        Ok((unquote(&name), address.trim().to_owned()))
    } else {
        Ok((String::new(), name.trim().to_owned()))
    }
}

fn unquote(name: &str) -> String {
    let name = name.trim();
    let inner = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or(name).to_owned()
}

/// What `JavaMail` finds first, from the left to the right.
fn check(address: &str) -> Result<(), &'static str> {
    // JavaMail takes anything outside printable ASCII for a control.
    let unprintable = |character: char| !('!'..='~').contains(&character);
    let (mut quoted, mut escaped, mut last, mut at) = (false, false, None, None);
    for (index, character) in address.char_indices() {
        let before = last.replace(character);
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if quoted
                && address.get(index + 1..).is_some_and(|rest| !rest.starts_with('@')) =>
            {
                return Err("Quote not at end of local address");
            }
            '"' if !quoted && index > 0 => return Err("Quote not at start of local address"),
            '"' => quoted = !quoted,
            // Nor may a quoted one be anything but ASCII, AWS documents.
            _ if quoted && (' '..='~').contains(&character) => {}
            '.' if index == 0 => return Err("Local address starts with dot"),
            '.' if before == Some('.') => return Err("Local address contains dot-dot"),
            '@' if index == 0 => return Err("Missing local name"),
            '@' if before == Some('.') => return Err("Local address ends with dot"),
            '@' => {
                at = Some(index);
                break;
            }
            _ if unprintable(character) => {
                return Err("Local address contains control or whitespace");
            }
            _ if "()<>,;:\\[]".contains(character) => {
                return Err("Local address contains illegal character");
            }
            _ => {}
        }
    }
    let domain = at.and_then(|at| address.get(at + 1..)).ok_or("Missing final '@domain'")?;
    if domain.is_empty() {
        return Err("Missing domain");
    }
    if domain.starts_with('.') {
        return Err("Domain starts with dot");
    }
    let mut last = None;
    for character in domain.chars() {
        if unprintable(character) {
            return Err("Domain contains control or whitespace");
        }
        if !character.is_ascii_alphanumeric() && !"-.".contains(character) {
            return Err("Domain contains illegal character");
        }
        if last.replace(character) == Some('.') && character == '.' {
            return Err("Domain contains dot-dot");
        }
    }
    if last == Some('.') { Err("Domain ends with dot") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_come_apart() {
        for (text, name, address) in [
            ("a@b.example", "", "a@b.example"),
            (" Ann <a@b.example> ", "Ann", "a@b.example"),
            ("\"Doe, Ann\" <a@b.example>", "Doe, Ann", "a@b.example"),
            ("\"A \\\"x\\\" B\" <a@b.example>", "A \"x\" B", "a@b.example"),
            ("a@b.example (Ann, the first)", "", "a@b.example"),
            ("=?UTF-8?Q?J=C3=BCrgen?= <a@b.example>", "Jürgen", "a@b.example"),
            ("\"odd local\"@b.example", "", "\"odd local\"@b.example"),
        ] {
            let mailbox = Mailbox::parse(text).unwrap();
            assert_eq!(
                (mailbox.display_name.as_str(), mailbox.address.as_str()),
                (name, address),
                "{text}"
            );
        }
    }

    #[test]
    fn wrong_addresses_get_the_words_of_ses() {
        for (text, expected) in [
            ("", "Invalid email address ."),
            (" ", "Invalid email address ."),
            ("a@b.example, c@b.example", "Illegal address"),
            ("Ann <a@b.example> <c@b.example>", "Extra route-addr"),
            ("Ann <<a@b.example>>", "Local address contains illegal character"),
            ("DEBUG: Bob <a@b.example>", "Local address contains illegal character"),
            ("a@b.example; c@b.example", "Illegal semicolon, not in group"),
            ("a: b: c@b.example;", "Nested group"),
            ("github:ann", "Local address contains illegal character"),
            ("undisclosed-recipients:", "Local address contains illegal character"),
            ("\"a\rb\"@c.example", "Invalid email address \"a\rb\"@c.example."),
            ("\"jürgen\"@b.example", "Local address contains control or whitespace"),
            ("a\"b\"@c.example", "Quote not at start of local address"),
            ("\"a\"b@c.example", "Quote not at end of local address"),
            ("a..b c@d.example", "Local address contains dot-dot"),
            (".a@b.example", "Local address starts with dot"),
            ("a.@b.example", "Local address ends with dot"),
            ("a\\b@c.example", "Local address contains illegal character"),
            ("a@b@c.example", "Domain contains illegal character"),
            ("a@b_c.example", "Domain contains illegal character"),
            ("a@[192.0.2.1]", "Domain contains illegal character"),
            ("a@b..example", "Domain contains dot-dot"),
            ("a@b.example.", "Domain ends with dot"),
            ("ann", "Missing final '@domain'"),
            ("ann@", "Missing domain"),
            ("@b.example", "Missing local name"),
            ("an n@b.example", "Local address contains control or whitespace"),
            ("jürgen@b.example", "Local address contains control or whitespace"),
            ("a@b .example", "Domain contains control or whitespace"),
            ("a@bücher.example", "Domain contains control or whitespace"),
            ("a@b_(c", "Missing ')'"),
            ("a@b!example", "Domain contains illegal character"),
            ("a..b@c.example", "Local address contains dot-dot"),
            ("a@.example", "Domain starts with dot"),
            ("Ann <a@b.example", "Missing '>'"),
            ("\"Ann <a@b.example>", "Missing '\"'"),
        ] {
            assert_eq!(Mailbox::parse(text).unwrap_err(), expected, "{text}");
        }
    }

    #[test]
    fn length_counts_utf_16_units() {
        let name = "😀".repeat(152);
        assert!(is_mailbox(&format!("{name} <a@b.example>")));
        let long = format!("{name}aaaa <a@b.example>");
        assert!(Mailbox::parse(&long).is_ok() && !is_mailbox(&long));
        // Quotes count where the name needs them.
        let name = "n".repeat(306);
        assert!(is_mailbox(&format!("\"{name}\"   <a@b.example>")));
        assert!(!is_mailbox(&format!("\"{}.\" <a@b.example>", &name[1..])));
        let error = check_length(&format!("\"n{name}\" <a@b.example>")).unwrap_err();
        assert!(error.ends_with(&format!(": 'n{name} <a@b.example>'.")), "{error}");
        // Each mailbox of a list counts by itself.
        assert_eq!(check_length(&["a@b.example"; 40].join(", ")), Ok(()));
        let error = check_length(&format!("a@b.example, {long}")).unwrap_err();
        assert!(error.starts_with("Address length is more than 320 characters long: '"), "{error}");
    }

    #[test]
    fn lists_split_outside_quotes_comments_and_angles() {
        let list =
            Mailbox::parse_list("\"Doe, Ann\" <a@x.example>, b@x.example (one, two),, c@x.example")
                .unwrap();
        let addresses: Vec<_> = list.iter().map(|mailbox| mailbox.address.as_str()).collect();
        assert_eq!(addresses, ["a@x.example", "b@x.example", "c@x.example"]);
        assert_eq!(Mailbox::parse_list("Friends: a@x.example, b@x.example;").unwrap().len(), 2);
        assert_eq!(Mailbox::parse_list("undisclosed-recipients:;").unwrap(), []);
    }
}
