//! What belongs to one set of keys.

use super::name::Member;
use super::scan::Item;
use super::value::{Value, is_base64};

/// The members of one profile, in the order of the paste.
pub(super) struct Block<'a> {
    pub(super) section: Option<&'a str>,
    found: Vec<(Member, Value<'a>)>,
}

impl<'a> Block<'a> {
    /// The value of `member`: one it has once at most.
    pub(super) fn get(&self, member: Member) -> Option<&Value<'a>> {
        self.found.iter().find(|(found, _)| *found == member).map(|(_, value)| value)
    }

    fn has_other(&self, member: Member, value: &Value<'_>) -> bool {
        self.get(member).is_some_and(|known| known.text() != value.text())
    }

    fn add(&mut self, member: Member, value: Value<'a>) {
        if self.get(member).is_none() {
            self.found.push((member, value));
        }
    }

    /// Whether it says more than where and until when, or has a name.
    fn is_profile(&self) -> bool {
        let aside = [Member::Region, Member::DefaultRegion, Member::Expiration];
        let says_more = self.found.iter().any(|(member, _)| !aside.contains(member));
        says_more || self.section.is_some() && !self.found.is_empty()
    }
}

/// Puts `items` together: a section begins a block, and so does a name that
/// comes again with another value. Sections of one name are one block, since
/// `config` and `credentials` have one each.
pub(super) fn blocks(items: Vec<Item<'_>>) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut current = 0;
    for item in items {
        match item {
            Item::Section(title) => {
                let section = profile(title);
                let known = blocks.iter().position(|block| block.section == section);
                current = known.filter(|_| section.is_some()).unwrap_or_else(|| {
                    blocks.push(Block { section, found: Vec::new() });
                    blocks.len() - 1
                });
            }
            Item::Found(member, value) => {
                if blocks.is_empty() || blocks[current].has_other(member, &value) {
                    let section = blocks.get(current).and_then(|block| block.section);
                    blocks.push(Block { section, found: Vec::new() });
                    current = blocks.len() - 1;
                }
                blocks[current].add(member, value);
            }
        }
    }
    blocks.retain(Block::is_profile);
    blocks
}

/// The profile that a section's title names; `[sso-session x]` and such name none.
fn profile(title: &str) -> Option<&str> {
    let (kind, name) = title.split_once([' ', '\t']).unwrap_or(("", title));
    match kind {
        "" | "profile" => Some(name.trim().trim_matches(['"', '\''])),
        _ => None,
    }
}

/// Keys without names, told apart by their letters and lengths: the row of a
/// CSV file, `--output text`, or values copied one by one.
pub(super) fn unnamed(paste: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for word in paste.split(|c: char| c.is_whitespace() || ",;|\"'".contains(c)) {
        if is_key_id(word) {
            blocks.push(Block { section: None, found: Vec::new() });
        }
        let Some(block) = blocks.last_mut() else { continue };
        let member = match word.len() {
            _ if is_key_id(word) => Member::AccessKeyId,
            40 if is_base64(word) => Member::SecretAccessKey,
            100.. if is_base64(word) => Member::SessionToken,
            20..=25 if super::expiration::read(word).is_some() => Member::Expiration,
            _ => continue,
        };
        block.add(member, Value::bare(word));
    }
    blocks
}

/// True for what AWS gives out as an id of a long-lived or temporary key.
pub(super) fn is_key_id(text: &str) -> bool {
    (text.starts_with("AKIA") || text.starts_with("ASIA"))
        && (16..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}
