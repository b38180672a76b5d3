use ses_delegate::{Delegate, Draft, Eml, Known, SesHeaders, Settings, adopt, preflight_raw};

const ARNS: [&str; 3] = ["X-SES-SOURCE-ARN", "X-SES-FROM-ARN", "X-SES-RETURN-PATH-ARN"];

/// Adopted once or twice a message is the same; nothing but X-SES headers is
/// touched; whatever it holds can be listed and judged.
pub fn eml(data: &[u8]) {
    let draft = Draft {
        delegate: Some(Delegate {
            source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com".to_owned(),
            ..Delegate::default()
        }),
        ..Draft::default()
    };
    let settings = Settings { configuration_set: "set".parse().ok(), ..Settings::default() };
    for ses in [SesHeaders::none(), SesHeaders::all(None, &settings).unwrap_or_default()] {
        let once = adopt(data, &ses);
        let bytes = once.to_bytes();
        let twice = adopt(&bytes, &ses);
        assert_eq!(twice.to_bytes(), bytes);
        let replaced = |name: &str| {
            ARNS.iter().any(|arn| name.eq_ignore_ascii_case(arn))
                || !once.inserted().is_empty()
                    && name.eq_ignore_ascii_case("X-SES-CONFIGURATION-SET")
        };
        let kept = |eml: &Eml<'_>| -> Vec<_> {
            let headers = eml.headers().iter().filter(|header| !replaced(header.name()));
            headers
                .map(|header| (header.name().to_owned(), header.unfolded().into_owned()))
                .collect()
        };
        assert_eq!(kept(once.eml()), kept(twice.eml()));
        assert_eq!(
            &data[once.eml().body_start()..],
            &bytes[twice.eml().body_start()..],
            "the body moves, and stays"
        );
    }
    let adopted = adopt(data, &SesHeaders::none());
    let _ = preflight_raw(&adopted, &draft, &Known::default());
    for part in adopted.eml().content().parts {
        assert!(data.get(part.range.clone()).is_some(), "{}", part.path);
    }
    for header in adopted.eml().headers() {
        let _ = (header.decoded(), header.mailboxes());
    }
}
