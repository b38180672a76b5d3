//! Credentials from a paste: what terminals, files, tools and web pages show.

mod block;
mod damage;
mod expiration;
mod name;
mod scan;
mod value;

use self::block::Block;
use self::name::Member;
use self::value::Value;
use super::{Credentials, measured};
use crate::error::ParseError;
use crate::region::Region;

pub use self::expiration::PastedExpiration;

/// What a paste held: one set of keys, or several to choose from.
///
/// `Debug` shows no secret, nor anything whose form is not proven.
#[derive(Debug)]
pub struct PastedCredentials {
    profiles: Vec<PastedProfile>,
}

/// One set of keys in a paste, and what stood beside it.
#[derive(Debug)]
pub struct PastedProfile {
    /// Its name, as in `[name]` or `[profile name]`; none if it has none.
    pub name: Option<String>,
    /// Its keys, or why it has none that can be used. A profile that only names
    /// a role says `credentials.missing`.
    pub keys: Result<Credentials, ParseError>,
    /// The Region that belongs to it.
    pub region: Option<Region>,
    /// When it ends; none if the paste does not say. Whether that has passed is
    /// not judged here.
    pub expiration: Option<PastedExpiration>,
    /// The role that a CLI would assume with the keys of `source_profile`.
    pub role_arn: Option<String>,
    /// The profile whose keys assume `role_arn`.
    pub source_profile: Option<String>,
    /// What is unusual and yet possible: a secret of another length than 40, a
    /// token that is too short, a Region or an end that cannot be read.
    pub hints: Vec<ParseError>,
}

impl PastedCredentials {
    /// Finds keys by the names that AWS's tools give to them, whatever stands
    /// around: shell variables (`export`, `set -gx`, `$Env:`, `set`, plain), the
    /// INI of `~/.aws`, JSON and YAML of CLI, SDKs and metadata services, XML,
    /// tables, labelled values of web pages, with quotes, comments, prompts and
    /// prose; or, where nothing has a name, by their letters and lengths. A
    /// secret or token that a terminal broke over lines is put together.
    ///
    /// A name that comes again with another value begins another profile.
    ///
    /// # Errors
    /// If no profile has keys that can be used, what is wrong with the first
    /// that has any: those of [`Credentials::new`], `credentials.missing`,
    /// `credentials.swapped` (one value in the place of another),
    /// `credentials.cut` (an ellipsis, asterisks, an open quote, a blank
    /// within), `credentials.access_token`, `credentials.smtp`. No value of the
    /// paste is ever quoted.
    pub fn read(paste: &str) -> Result<Self, ParseError> {
        let mut blocks = block::blocks(scan::scan(paste));
        if !blocks.iter().any(|block| block.get(Member::AccessKeyId).is_some()) {
            let unnamed = block::unnamed(paste);
            if unnamed.iter().any(|block| block.get(Member::SecretAccessKey).is_some()) {
                blocks = unnamed;
            }
        }
        let profiles: Vec<_> = blocks.iter().map(PastedProfile::of).collect();
        if profiles.iter().any(|profile| profile.keys.is_ok()) {
            return Ok(Self { profiles });
        }
        let has_some = |at: &usize| blocks[*at].get(Member::AccessKeyId).is_some();
        let nearest = (0..blocks.len()).find(has_some).unwrap_or(0);
        let error = profiles.into_iter().nth(nearest).and_then(|profile| profile.keys.err());
        Err(error.unwrap_or_else(|| damage::nothing(paste)))
    }

    /// All profiles in the order of the paste, those without usable keys too.
    pub fn profiles(&self) -> &[PastedProfile] {
        &self.profiles
    }

    /// The same, to take one out.
    pub fn into_profiles(self) -> Vec<PastedProfile> {
        self.profiles
    }

    /// The profile that needs no choice: the only one with usable keys, or the
    /// one called `default`.
    ///
    /// # Errors
    /// `credentials.several` if there are more, with their names.
    pub fn into_only(self) -> Result<PastedProfile, ParseError> {
        let mut usable: Vec<_> = self.profiles.into_iter().filter(|p| p.keys.is_ok()).collect();
        let is_default = |profile: &PastedProfile| profile.name.as_deref() == Some("default");
        let mut defaults = (0..usable.len()).filter(|at| is_default(&usable[*at]));
        match (usable.len(), defaults.next(), defaults.next()) {
            (1, _, _) => Ok(usable.remove(0)),
            (_, Some(at), None) => Ok(usable.remove(at)),
            (count, _, _) => {
                let name = |profile: &PastedProfile| profile.name.clone();
                let names: Vec<_> = usable.iter().filter_map(name).collect();
                let found = format!("{count} profiles {}", names.join(", "));
                let expected = "one profile, or one that is called default";
                Err(ParseError::new("credentials.several", expected, found.trim_end()))
            }
        }
    }
}

impl PastedProfile {
    fn of(block: &Block<'_>) -> Self {
        let mut hints = damage::hints(block);
        let mut hint = |code, field: &'static str, expected: &'static str, value: &Value<'_>| {
            // It may be a secret that was pasted into the wrong place.
            hints.push(ParseError::new(code, expected, measured(&value.text())).at(field));
        };
        let region = block.get(Member::Region).or_else(|| block.get(Member::DefaultRegion));
        let region = region.and_then(|value| {
            // A refusal would quote it: only what can be one is parsed.
            let text = Some(value.text()).filter(|text| is_lower_case(text));
            let region = text.and_then(|text| text.parse().ok());
            if region.is_none() {
                hint("region.syntax", "region", "an AWS Region such as us-east-1", value);
            }
            region
        });
        let expiration = block.get(Member::Expiration).and_then(|value| {
            let end = expiration::read(&value.text());
            if end.is_none() {
                let expected = "a moment with its offset, such as 2026-01-15T12:34:56Z";
                hint("credentials.expiration", "expiration", expected, value);
            }
            end
        });
        let shown = |member, is_proven: fn(&str) -> bool| {
            let text = block.get(member).map(Value::text).filter(|text| is_proven(text));
            text.map(|text| text.to_string())
        };
        Self {
            name: block.section.filter(|name| is_name(name)).map(str::to_owned),
            keys: damage::keys(block),
            region,
            expiration,
            role_arn: shown(Member::RoleArn, is_role_arn),
            source_profile: shown(Member::SourceProfile, is_name),
            hints,
        }
    }
}

fn is_lower_case(text: &str) -> bool {
    text.len() <= 32
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A name that can be shown: short, and with nothing in it that looks like a secret or a token.
fn is_name(text: &str) -> bool {
    let is_random = |word: &str| {
        let has = |is: fn(&u8) -> bool| word.bytes().any(|byte| is(&byte));
        word.len() >= 20 && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
    };
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c)));
    text.len() <= 64 && !text.chars().any(char::is_control) && !words.any(is_random)
}

/// `arn:<partition>:iam::<account>:role/<path and name>`.
fn is_role_arn(text: &str) -> bool {
    let members: Vec<&str> = text.splitn(6, ':').collect();
    matches!(members[..], ["arn", partition, "iam", "", account, role]
        if partition.starts_with("aws")
            && partition.len() <= 16
            && account.len() == 12
            && account.bytes().all(|b| b.is_ascii_digit())
            && role.strip_prefix("role/").is_some_and(is_role_name))
}

/// # Source
/// IAM User Guide, "IAM and AWS STS quotas": names of up to 64 characters, in paths.
fn is_role_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 512
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+=,.@_-/".contains(&b))
}

#[cfg(test)]
mod tests;
