use ses_delegate::{Delegate, Draft, Identity, IdentityArn};

/// An ARN is refused, or it is the sum of its members, in plain ASCII; it fits
/// into a line of a header as it is.
pub fn arn(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(arn) = text.parse::<IdentityArn>() else { return };
    assert_eq!(arn.as_str(), text.trim());
    assert!(arn.as_str().bytes().all(|b| b.is_ascii_graphic()), "{arn}");
    assert_eq!(arn.as_str().parse().as_ref(), Ok(&arn));
    let region = arn.region().map_or("*", |region| region.as_str());
    let identity = match arn.identity() {
        Identity::Domain(domain) => domain.clone(),
        Identity::Address(address) => address.to_string(),
    };
    let (partition, account) = (arn.partition().as_str(), arn.account());
    assert_eq!(arn.as_str(), format!("arn:{partition}:ses:{region}:{account}:identity/{identity}"));
    if let Some(region) = arn.region() {
        assert_eq!(region.partition(), arn.partition());
    }

    let from = match arn.identity() {
        Identity::Domain(domain) => format!("ann@{domain}"),
        Identity::Address(address) => address.to_string(),
    };
    if let Ok(address) = from.parse() {
        assert!(arn.covers(&address), "{arn} covers {address}");
    }
    let delegate = Delegate { source_arn: text.into_owned(), ..Delegate::default() };
    let draft = Draft {
        delegate: Some(delegate),
        from,
        to: vec!["bob@example.org".into()],
        ..Draft::default()
    };
    match draft.read() {
        Ok(read) => assert_eq!(Some(read.endpoint.region()), arn.region()),
        Err(errors) => {
            let fields: Vec<_> = errors.iter().map(ses_delegate::ParseError::field).collect();
            let known = |field: &&str| matches!(*field, "region" | "from" | "delegate.sourceArn");
            assert!(fields.iter().all(known), "{errors:?}");
        }
    }
}
