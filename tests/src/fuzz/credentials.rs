use std::fmt::Write as _;

use ses_delegate::PastedCredentials;

/// What is found in a paste can be signed with, and nothing that is shown tells a secret.
pub fn credentials(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let pasted = match PastedCredentials::read(&text) {
        Ok(pasted) => pasted,
        Err(error) => {
            assert!(error.code().starts_with("credentials.") && !error.field().is_empty());
            return tells_nothing(&format!("{error:?} {error:#}"), &text);
        }
    };
    let mut shown = format!("{pasted:?}");
    let mut secrets = Vec::new();
    for profile in pasted.profiles() {
        for hint in &profile.hints {
            let _ = write!(shown, "{hint:?} {hint:#}");
        }
        match &profile.keys {
            Err(error) => drop(write!(shown, "{error:?} {error:#}")),
            Ok(keys) => {
                let id = keys.access_key_id();
                let secret = keys.dangerous_secret_access_key().to_owned();
                let token = keys.dangerous_session_token().map(str::to_owned);
                // Names and key ids are shown, and a paste may hold one text in several places.
                let elsewhere = |key: &String| {
                    profile.name.as_ref().is_some_and(|name| name.contains(key.as_str()))
                        || id.contains(key.as_str())
                };
                secrets
                    .extend([Some(secret), token].into_iter().flatten().filter(|k| !elsewhere(k)));
            }
        }
    }
    assert!(pasted.profiles().iter().any(|profile| profile.keys.is_ok()), "{text:?}");
    for secret in secrets.iter().filter(|secret| is_random(secret)) {
        assert!(!shown.contains(secret.as_str()), "{shown} tells {secret}");
    }
    match pasted.into_only() {
        Ok(profile) => assert!(profile.keys.is_ok()),
        Err(error) => assert_eq!(error.code(), "credentials.several"),
    }
}

/// No word that an error has of its own.
fn is_random(text: &str) -> bool {
    text.len() >= 20
        && text.contains(|c: char| c.is_ascii_digit())
        && text.contains(|c: char| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_lowercase())
}

/// Where the paste has no usable keys, no long word of it may be shown.
fn tells_nothing(shown: &str, text: &str) {
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=".contains(c))) {
        assert!(!is_random(word) || !shown.contains(word), "{shown} tells {word}");
    }
}
