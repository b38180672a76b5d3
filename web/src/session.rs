//! The credentials: in this signal only, never in storage, the URL, the DOM or
//! the console.

use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::{Credentials, ParseError, PastedCredentials};

/// Temporary credentials and their end.
pub(crate) struct Held {
    pub(crate) credentials: Credentials,
    /// Seconds since 1970; none if the pasted block did not say.
    pub(crate) expires: Option<i64>,
}

/// Why pasted text was not taken. It quotes nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    Wrong(ParseError),
    /// A key that never expires has no place in a web page.
    LongLived,
}

/// How long credentials last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lifetime {
    Unknown,
    /// Minutes.
    Left(i64),
    /// Minutes, fewer than five.
    Short(i64),
    Expired,
}

const SHORT: i64 = 5;

/// Reads what a terminal or a sign-in portal printed.
pub(crate) fn read(block: &str) -> Result<Held, Refused> {
    let pasted = PastedCredentials::read(block).and_then(PastedCredentials::into_only);
    let profile = pasted.map_err(Refused::Wrong)?;
    let credentials = profile.keys.map_err(Refused::Wrong)?;
    if !credentials.is_temporary() {
        return Err(Refused::LongLived);
    }
    Ok(Held { credentials, expires: profile.expiration.map(|end| end.at.seconds()) })
}

pub(crate) fn lifetime(expires: Option<i64>, now: i64) -> Lifetime {
    match expires {
        None => Lifetime::Unknown,
        Some(end) if end <= now => Lifetime::Expired,
        Some(end) => match (end - now) / 60 {
            minutes @ 0..SHORT => Lifetime::Short(minutes),
            minutes => Lifetime::Left(minutes),
        },
    }
}

/// The access key id without its middle: enough to tell two keys apart.
pub(crate) fn masked(key_id: &str) -> String {
    match (key_id.get(..4), key_id.get(key_id.len().saturating_sub(4)..)) {
        (Some(first), Some(last)) if key_id.len() > 8 => format!("{first}…{last}"),
        _ => "…".to_owned(),
    }
}

/// What the page knows of the credentials.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    pub(crate) held: RwSignal<Option<Arc<Held>>>,
    pub(crate) lifetime: Memo<Option<Lifetime>>,
}

impl Session {
    /// `now` is a clock that ticks.
    pub(crate) fn new(now: Signal<i64>) -> Self {
        let held = RwSignal::new(None::<Arc<Held>>);
        let left =
            move || held.with(|held| held.as_ref().map(|held| lifetime(held.expires, now.get())));
        Self { held, lifetime: Memo::new(move |_| left()) }
    }

    /// The credentials, unless there are none or they have expired.
    pub(crate) fn usable(self) -> Option<Arc<Held>> {
        match self.lifetime.get() {
            None | Some(Lifetime::Expired) => None,
            Some(_) => self.held.get(),
        }
    }

    pub(crate) fn forget(self) {
        self.held.set(None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str =
        "export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=PLANTED\n";

    #[test]
    fn takes_temporary_keys_only() {
        let temporary = format!(
            "{BLOCK}export AWS_SESSION_TOKEN=t\nexport AWS_CREDENTIAL_EXPIRATION=2026-01-15T12:34:56Z"
        );
        let held = read(&temporary).ok().unwrap();
        assert_eq!(held.expires, Some(1_768_480_496));
        assert_eq!(masked(held.credentials.access_key_id()), "ASIA…MPLE");

        let long_lived = BLOCK.replace("ASIA", "AKIA");
        assert_eq!(read(&long_lived).err(), Some(Refused::LongLived));

        let Some(Refused::Wrong(error)) = read(BLOCK).err() else {
            panic!("a temporary key without its token was taken");
        };
        assert_eq!(error.field(), "sessionToken");
        assert!(!format!("{error:?}").contains("PLANTED"));
    }

    #[test]
    fn lifetimes_count_down() {
        assert_eq!(lifetime(None, 0), Lifetime::Unknown);
        assert_eq!(lifetime(Some(3600), 0), Lifetime::Left(60));
        assert_eq!(lifetime(Some(299), 0), Lifetime::Short(4));
        assert_eq!(lifetime(Some(10), 10), Lifetime::Expired);
    }
}
