//! What a message means, as a colour.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Info,
    Warning,
    Danger,
    Success,
}

impl Tone {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Info => "tone-info",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
            Self::Success => "tone-success",
        }
    }
}
