use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

mod samples;

use samples::{DAMAGED, ID, SAMPLES, SECRET, TOKEN};

#[test]
fn every_format_gives_the_same_keys() {
    assert!(SAMPLES.len() >= 40, "{} samples", SAMPLES.len());
    for (format, sample) in SAMPLES {
        for text in [filled(sample), filled(sample).replace('\n', "\r\n")] {
            let profile = match PastedCredentials::read(&text).map(PastedCredentials::into_only) {
                Ok(Ok(profile)) => profile,
                other => panic!("{format}: {other:?}\n{text}"),
            };
            let keys = profile.keys.unwrap();
            let found = (keys.access_key_id(), keys.secret_access_key(), keys.session_token());
            let token = sample.contains("TOKEN").then_some(TOKEN);
            let id = if token.is_some() { ID.to_owned() } else { ID.replace("ASIA", "AKIA") };
            assert_eq!(found, (id.as_str(), SECRET, token), "{format}\n{text}");
            let end = profile.expiration.map(|end| end.at.seconds());
            assert_eq!(end, text.contains("2026").then_some(1_768_480_496), "{format}");
            let region = profile.region.map(|region| region.to_string());
            let expected = text.contains("eu-central-1").then(|| "eu-central-1".to_owned());
            assert_eq!(region, expected, "{format}");
            assert_eq!(profile.hints, [], "{format}");
        }
    }
}

/// `{ID}`, `{SECRET}` and `{TOKEN}` stand for the keys.
fn filled(sample: &str) -> String {
    let id = if sample.contains("TOKEN") { ID.to_owned() } else { ID.replace("ASIA", "AKIA") };
    let (first, rest) = TOKEN.split_at(80);
    let (second, third) = rest.split_at(80);
    sample
        .replace("{ID}", &id)
        .replace("{SECRET}", SECRET)
        .replace("{SECRET/}", &SECRET.replace('/', "\\/"))
        .replace("{SECRETu}", &SECRET.replace('/', "\\u002F"))
        .replace("{TOKEN/}", &TOKEN.replace('/', "\\/"))
        .replace("{TOKEN1}", first)
        .replace("{TOKEN2}", second)
        .replace("{TOKEN3}", third)
        .replace("{TOKEN}", TOKEN)
}

#[test]
fn damage_is_named() {
    for (damage, sample, code, field) in DAMAGED {
        let text = filled(sample);
        let error = PastedCredentials::read(&text).expect_err(damage);
        assert_eq!((error.code(), error.field()), (*code, *field), "{damage}: {error}");
    }
}

#[test]
fn what_is_unusual_is_a_hint() {
    let hints = |id: &str, secret: &str, token: &str, more: &str| {
        let text = format!(
            "AWS_ACCESS_KEY_ID={id}\nAWS_SECRET_ACCESS_KEY={secret}\nAWS_SESSION_TOKEN={token}\n{more}"
        );
        let profile = PastedCredentials::read(&text).unwrap().into_only().unwrap();
        let told =
            profile.hints.iter().map(|hint| (hint.code().to_owned(), hint.field().to_owned()));
        told.collect::<Vec<_>>()
    };
    let one = |code: &str, field: &str| vec![(code.to_owned(), field.to_owned())];
    let long_lived = ID.replace("ASIA", "AKIA");
    assert_eq!(hints(ID, SECRET, TOKEN, ""), []);
    assert_eq!(
        hints(ID, &SECRET[1..], TOKEN, ""),
        one("credentials.secret_length", "secretAccessKey")
    );
    assert_eq!(
        hints(ID, &SECRET.replace('/', "_"), TOKEN, ""),
        one("credentials.secret_length", "secretAccessKey")
    );
    assert_eq!(hints(ID, SECRET, "t0ken==", ""), one("credentials.token_length", "sessionToken"));
    assert_eq!(
        hints(ID, SECRET, &TOKEN[..TOKEN.len() - 3], ""),
        one("credentials.token_length", "sessionToken")
    );
    assert_eq!(hints(&long_lived, SECRET, TOKEN, ""), one("credentials.key_kind", "sessionToken"));
    assert_eq!(
        hints(&ID.replace("ASIA", "AROA"), SECRET, TOKEN, ""),
        one("credentials.key_kind", "accessKeyId")
    );
    // As the Developer Guide's algorithm makes it of its example's secret.
    assert_eq!(
        hints(&long_lived, "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", "", ""),
        one("credentials.smtp", "secretAccessKey")
    );
    assert_eq!(hints(ID, SECRET, TOKEN, "AWS_REGION=Frankfurt"), one("region.syntax", "region"));
    assert_eq!(
        hints(ID, SECRET, TOKEN, "AWS_CREDENTIAL_EXPIRATION=2026-01-15"),
        one("credentials.expiration", "expiration")
    );
}

#[test]
fn profiles_are_offered() {
    let text = filled(samples::PROFILES);
    let pasted = PastedCredentials::read(&text).unwrap();
    let shown = |profile: &PastedProfile| {
        (
            profile.name.clone().unwrap_or_default(),
            profile.keys.as_ref().map_err(|error| error.code().to_owned()).is_ok(),
            profile.region.as_ref().map(ToString::to_string).unwrap_or_default(),
            profile.role_arn.clone().unwrap_or_default(),
            profile.source_profile.clone().unwrap_or_default(),
        )
    };
    let row = |name: &str, usable, region: &str, role: &str, source: &str| {
        (name.to_owned(), usable, region.to_owned(), role.to_owned(), source.to_owned())
    };
    assert_eq!(
        pasted.profiles().iter().map(shown).collect::<Vec<_>>(),
        [
            row("default", true, "eu-central-1", "", ""),
            row("123456789012_Mailer", true, "us-east-1", "", ""),
            row("role", false, "", "arn:aws:iam::123456789012:role/mail/Sender", "default"),
        ]
    );
    assert_eq!(pasted.into_only().unwrap().name.as_deref(), Some("default"));

    let text = text.replace("default", "dev");
    let error = PastedCredentials::read(&text).unwrap().into_only().unwrap_err();
    assert_eq!(error.code(), "credentials.several");
    assert_eq!(error.found(), "2 profiles dev, 123456789012_Mailer");
}

#[test]
fn repeated_names_begin_a_profile() {
    let other = ID.replace("EXAMPLE", "ANOTHER");
    let block = filled(
        "AWS_ACCESS_KEY_ID={ID}\nAWS_SECRET_ACCESS_KEY={SECRET}\nAWS_SESSION_TOKEN={TOKEN}\n",
    );
    let two = format!("{block}{block}{}", block.replace(ID, &other));
    let pasted = PastedCredentials::read(&two).unwrap();
    let ids: Vec<_> =
        pasted.profiles().iter().map(|p| p.keys.as_ref().unwrap().access_key_id()).collect();
    assert_eq!(ids, [ID, &other]);
}

#[test]
fn an_unusable_profile_does_not_hide_a_usable_one() {
    let text = filled(
        "[a]\naws_access_key_id={ID}\n[b]\naws_access_key_id={ID}\naws_secret_access_key={SECRET}\naws_session_token={TOKEN}",
    );
    let pasted = PastedCredentials::read(&text).unwrap();
    assert_eq!(pasted.profiles()[0].keys.as_ref().unwrap_err().code(), "credentials.missing");
    assert_eq!(pasted.into_only().unwrap().name.as_deref(), Some("b"));
}

/// Everything that a paste makes somebody see.
fn seen(text: &str) -> String {
    match PastedCredentials::read(text) {
        Err(error) => format!("{error:?} {error} {error:#}"),
        Ok(pasted) => {
            let mut seen = format!("{pasted:?}");
            for profile in pasted.profiles() {
                let hints = profile.hints.iter().map(ToString::to_string).collect::<String>();
                let keys = profile.keys.as_ref().map_err(ToString::to_string);
                let _ = write!(seen, "{keys:?}{hints}");
            }
            format!("{seen}{:?}", pasted.into_only().map_err(|error| error.to_string()))
        }
    }
}

/// Eight characters in a row of the secret or the token.
fn is_told(seen: &str) -> Option<&str> {
    static PLANTED: LazyLock<HashSet<&[u8]>> = LazyLock::new(|| {
        [SECRET, TOKEN].iter().flat_map(|key| key.as_bytes().windows(8)).collect()
    });
    let at = seen.as_bytes().windows(8).position(|eight| PLANTED.contains(eight))?;
    seen.get(at..at + 8)
}

fn every_sample() -> impl Iterator<Item = String> {
    let plain = SAMPLES.iter().map(|(_, sample)| *sample);
    let damaged = DAMAGED.iter().map(|(_, sample, _, _)| *sample);
    plain.chain(damaged).chain([samples::PROFILES]).map(filled)
}

#[test]
fn no_truncation_of_a_sample_tells_a_secret() {
    let mut checked = HashSet::new();
    for text in every_sample() {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let seen = seen(&text[..end]);
            if !checked.contains(&seen) {
                assert_eq!(is_told(&seen), None, "{}\n{seen}", &text[..end]);
                checked.insert(seen);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_sample_tells_a_secret(
        pick in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\]\"'=: \\\\\n{},;…]{0,2}"), 0..5),
    ) {
        let samples: Vec<_> = every_sample().collect();
        let mut text = pick.get(&samples).clone();
        for (at, put) in &cuts {
            let ends: Vec<_> = text.char_indices().collect();
            if ends.is_empty() {
                break;
            }
            let (at, c) = *at.get(&ends);
            text.replace_range(at..at + c.len_utf8(), put);
        }
        let seen = seen(&text);
        prop_assert_eq!(is_told(&seen), None, "{}\n{}", text, seen);
    }

    #[test]
    fn no_text_panics(text in "\\PC*|[\\PC\\s]{0,200}|([a-z_ ]{0,9}(access_key_id|secret access key|Token|region|expires)[\\s\"'\\[\\]=:>|,\\\\…é]{0,6}){1,6}") {
        seen(&text);
    }
}
