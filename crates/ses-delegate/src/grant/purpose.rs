//! What a grant is for.

use super::pattern::{AddressPattern, NamePattern, SourceRange};
use crate::arn::IdentityArn;
use crate::authorization::SendOperation;
use crate::error::ParseError;
use crate::shape::Timestamp;
use crate::stamp::UnixTime;

/// What a grant is for. An empty list sets no limit, but for `operations`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Purpose {
    /// By which operations; at least one.
    pub operations: Vec<SendOperation>,
    /// `From` addresses.
    pub from: Vec<AddressPattern>,
    /// Display names in `From`.
    pub display_names: Vec<NamePattern>,
    /// Recipients; every one of a message must match.
    pub recipients: Vec<AddressPattern>,
    /// Where bounces may go.
    pub return_paths: Vec<AddressPattern>,
    /// From then on.
    pub not_before: Option<UnixTime>,
    /// Up to then, and not then.
    pub until: Option<UnixTime>,
    /// From where the call comes.
    pub source_ranges: Vec<SourceRange>,
}

impl Purpose {
    pub(super) fn limits_addresses(&self) -> bool {
        let lists = [&self.from, &self.recipients, &self.return_paths];
        lists.iter().any(|list| !list.is_empty()) || !self.display_names.is_empty()
    }

    pub(super) fn proven_for(&self, identity: &IdentityArn) -> Result<(), ParseError> {
        if self.operations.is_empty() {
            let error = ParseError::new("grant.operations", "an operation at least", "none");
            return Err(error.at("operations"));
        }
        if let (Some(from), Some(until)) = (self.not_before, self.until)
            && until <= from
        {
            let expected = "an end after the beginning";
            return Err(ParseError::new("grant.period", expected, shown(until)).at("until"));
        }
        for (at, pattern) in self.from.iter().enumerate() {
            if pattern.address().is_some_and(|address| !identity.covers(&address)) {
                let expected = format!("an address that {identity} covers");
                let error = ParseError::quoting("grant.from", expected, pattern.as_str());
                return Err(error.at(format!("from[{at}]")));
            }
        }
        Ok(())
    }

    /// Sorted, each once, so that equal purposes give equal policies.
    pub(super) fn in_order(mut self) -> Self {
        self.operations.sort_by_key(|operation| operation.as_str());
        self.operations.dedup();
        for list in [&mut self.from, &mut self.recipients, &mut self.return_paths] {
            list.sort();
            list.dedup();
        }
        self.display_names.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        self.display_names.dedup();
        self.source_ranges.sort();
        self.source_ranges.dedup();
        self
    }

    /// Its limits, each as a line of a letter.
    pub(super) fn limits(&self) -> Vec<String> {
        fn joined(list: &[impl ToString]) -> String {
            list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        let lists = [
            ("Only as From", joined(&self.from)),
            ("Only with the display name", joined(&self.display_names)),
            ("Only to", joined(&self.recipients)),
            ("Only with the return path", joined(&self.return_paths)),
            ("Only called from", joined(&self.source_ranges)),
            ("Not before", self.not_before.map(shown).unwrap_or_default()),
            ("Only until", self.until.map(shown).unwrap_or_default()),
        ];
        let line = |(what, values): (&str, String)| format!("{what}: {values}");
        lists.into_iter().filter(|(_, values)| !values.is_empty()).map(line).collect()
    }
}

/// As policies write a time.
pub(super) fn shown(time: UnixTime) -> String {
    let time = Timestamp::from_milliseconds(time.seconds() * 1000);
    time.map(|time| time.to_string()).unwrap_or_default()
}
