//! The keys of a request.

use std::collections::BTreeMap;

/// What a request carries besides principal, action and resource: condition
/// keys, whose names are compared without case.
///
/// # Source
/// IAM User Guide, "Condition" and "AWS global condition context keys".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    keys: BTreeMap<String, Values>,
    otherwise: Values,
    has_boundary: Option<bool>,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Values {
    /// The request does not have it.
    Absent,
    /// AWS may have it; here it is not known, for this reason.
    Unknown(String),
    /// The request has it with this value or has it not; AWS does not document which.
    OneOrAbsent(String),
    /// Its one value.
    One(String),
    /// Its values; several, unless by chance.
    Many(Vec<String>),
}

impl Context {
    /// A request that has no key but those that are set, of a caller without boundary.
    pub fn complete() -> Self {
        Self { keys: BTreeMap::new(), otherwise: Values::Absent, has_boundary: Some(false) }
    }

    /// A request of which only the keys that are set are known.
    pub fn partial() -> Self {
        let why = "nothing tells its value".to_owned();
        Self { keys: BTreeMap::new(), otherwise: Values::Unknown(why), has_boundary: None }
    }

    /// A key with one value.
    #[must_use]
    pub fn with(self, key: &str, value: impl Into<String>) -> Self {
        self.set(key, Values::One(value.into()))
    }

    /// A key with any number of values; with none it is absent.
    #[must_use]
    pub fn with_all<T: Into<String>>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        self.set(key, if values.is_empty() { Values::Absent } else { Values::Many(values) })
    }

    /// A key that the request does not have.
    #[must_use]
    pub fn without(self, key: &str) -> Self {
        self.set(key, Values::Absent)
    }

    /// A key that AWS will know, but which is not known here, `why` being a clause.
    #[must_use]
    pub fn with_unknown(self, key: &str, why: impl Into<String>) -> Self {
        self.set(key, Values::Unknown(why.into()))
    }

    /// A key that has this value or is absent, where AWS does not document which.
    #[must_use]
    pub fn with_or_absent(self, key: &str, value: impl Into<String>) -> Self {
        self.set(key, Values::OneOrAbsent(value.into()))
    }

    /// Whether the caller has a permissions boundary, for which alone
    /// `NotPrincipal` denies whomever it excepts.
    ///
    /// # Source
    /// IAM User Guide, "Permissions boundaries for IAM entities".
    #[must_use]
    pub fn with_boundary(mut self, has_boundary: bool) -> Self {
        self.has_boundary = Some(has_boundary);
        self
    }

    pub(super) fn has_boundary(&self) -> Option<bool> {
        self.has_boundary
    }

    fn set(mut self, key: &str, values: Values) -> Self {
        self.keys.insert(key.to_lowercase(), values);
        self
    }

    pub(super) fn get(&self, key: &str) -> &Values {
        self.keys.get(&key.to_lowercase()).unwrap_or(&self.otherwise)
    }
}
