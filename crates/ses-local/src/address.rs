//! Mailboxes, and SES's words for what is wrong with them.
//!
//! SES checks addresses with `JavaMail`, whose texts it hands out; they are kept
//! here letter for letter.

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
        match &split(text)[..] {
            [one] => Self::read(one),
            [] => Err("Missing final '@domain'".to_owned()),
            _ => Err("Expected one address, but found a list".to_owned()),
        }
    }

    /// Reads the comma-separated mailboxes of an address header. Empty places
    /// are passed over, as in RFC 5322's obsolete lists.
    pub(crate) fn parse_list(text: &str) -> Result<Vec<Self>, String> {
        split(text).iter().map(|one| Self::read(one)).collect()
    }

    fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (display_name, address) = take_apart(text)?;
        check(&address)?;
        Ok(Self { display_name: decode(&display_name), address })
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
    match split(text).iter().map(|place| place.trim()).find(|place| is_long(place)) {
        Some(long) => {
            Err(format!("Address length is more than {MAX_UNITS} characters long: '{long}'."))
        }
        None => Ok(()),
    }
}

/// Cuts at commas and semicolons outside quotes, comments and angles; a group
/// name before a colon is dropped.
fn split(text: &str) -> Vec<String> {
    let mut places = vec![String::new()];
    let (mut quoted, mut escaped, mut comment, mut angle) = (false, false, 0_u32, false);
    for character in text.chars() {
        let plain = !quoted && comment == 0 && !escaped;
        let last = places.len() - 1;
        match character {
            ',' | ';' if plain && !angle => {
                places.push(String::new());
                continue;
            }
            ':' if plain && !angle && !places[last].contains('@') => {
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
    places.retain(|place| !place.trim().is_empty());
    places
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

fn check(address: &str) -> Result<(), String> {
    let fail = |text: &str| Err(text.to_owned());
    // JavaMail takes anything outside printable ASCII for a control.
    let unprintable = |text: &str| text.chars().any(|character| !('!'..='~').contains(&character));
    let Some((local, domain)) = address.rsplit_once('@') else {
        if unprintable(address) {
            return fail("Local address contains control or whitespace");
        }
        return fail("Missing final '@domain'");
    };
    let quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
    if local.is_empty() {
        return fail("Missing local name");
    }
    if quoted {
        if local.chars().any(|character| !(' '..='~').contains(&character)) {
            return fail("Local address contains control or whitespace");
        }
    } else if unprintable(local) {
        return fail("Local address contains control or whitespace");
    } else if local.contains(['"', '(', ')', '<', '>', ',', ';', ':', '\\', '[', ']', '@']) {
        return fail("Local address contains illegal character");
    } else if local.starts_with('.') {
        return fail("Local address starts with dot");
    } else if local.ends_with('.') {
        return fail("Local address ends with dot");
    } else if local.contains("..") {
        return fail("Local address contains dot-dot");
    }
    if domain.is_empty() {
        return fail("Missing domain");
    }
    if unprintable(domain) {
        return fail("Domain contains control or whitespace");
    }
    if domain.starts_with('.') {
        return fail("Domain starts with dot");
    }
    if domain.contains("..") {
        return fail("Domain contains dot-dot");
    }
    if domain.bytes().any(|byte| !byte.is_ascii_alphanumeric() && !b"-._".contains(&byte)) {
        return fail("Domain contains illegal character");
    }
    Ok(())
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
            ("", "Missing final '@domain'"),
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
