//! Yes, no, or not known here.

/// Whether something holds; if not known, the reason as a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    Unknown(String),
}

impl Truth {
    /// Whether one of them holds; no if there is none.
    pub(super) fn any(each: impl IntoIterator<Item = Self>) -> Self {
        let mut result = Self::No;
        for truth in each {
            match truth {
                Self::Yes => return Self::Yes,
                Self::No => {}
                Self::Unknown(_) if matches!(result, Self::Unknown(_)) => {}
                unknown @ Self::Unknown(_) => result = unknown,
            }
        }
        result
    }

    /// Whether all of them hold; yes if there is none.
    pub(super) fn all(each: impl IntoIterator<Item = Self>) -> Self {
        Self::any(each.into_iter().map(Self::not)).not()
    }

    /// The contrary.
    pub(super) fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            unknown @ Self::Unknown(_) => unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}
