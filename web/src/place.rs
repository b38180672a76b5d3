//! What an identity ARN and an endpoint say, before the whole draft is right.

use ses_delegate::{Draft, Endpoint, Identity, IdentityArn, Region, Variant};

/// What the identity ARN gives away about its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) account: String,
    pub(crate) identity: Identity,
    /// None for an ARN with `*` as Region.
    pub(crate) region: Option<String>,
}

/// Reads the identity ARN; none while it is blank or wrong.
pub(crate) fn owner(draft: &Draft) -> Option<Owner> {
    let arn: IdentityArn = draft.delegate.as_ref()?.source_arn.parse().ok()?;
    Some(Owner {
        account: arn.account().as_str().to_owned(),
        identity: arn.identity().clone(),
        region: arn.region().map(|region| region.as_str().to_owned()),
    })
}

/// Where requests would go, as far as the Region is known.
pub(crate) fn endpoint(draft: &Draft) -> Option<Endpoint> {
    let named: Option<Region> = draft.region.trim().parse().ok();
    let of_arn = || owner(draft)?.region?.parse().ok();
    let region = named.or_else(of_arn)?;
    match draft.endpoint.trim() {
        "" => Endpoint::of(&region, draft.endpoint_variant.unwrap_or_default()).ok(),
        origin => Endpoint::dangerous_at(&region, origin).ok(),
    }
}

/// True for a server on this machine, by the names that the page's policy knows.
pub(crate) fn is_loopback(origin: &str) -> bool {
    let Some(origin) = normal(origin) else {
        return false;
    };
    let host = origin.strip_prefix("http://").map(|rest| rest.split(':').next());
    matches!(host.flatten(), Some("127.0.0.1" | "localhost"))
}

/// True for AWS's own endpoint of some Region.
pub(crate) fn is_aws(origin: &str) -> bool {
    let of_region = |origin: &str| {
        let region: Region =
            origin.strip_prefix("https://email.")?.split('.').next()?.parse().ok()?;
        Some(Endpoint::of(&region, Variant::Standard).ok()?.origin() == origin)
    };
    normal(origin).and_then(|origin| of_region(&origin)).unwrap_or_default()
}

/// True for origins that the page's policy (index.html) lets it talk to.
pub(crate) fn is_reachable(origin: &str) -> bool {
    is_loopback(origin) || is_aws(origin)
}

/// The origin as the core writes it; none if it takes no such origin.
fn normal(origin: &str) -> Option<String> {
    let region = "us-east-1".parse().ok()?;
    Some(Endpoint::dangerous_at(&region, origin).ok()?.origin().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ses_delegate::Delegate;

    fn draft(arn: &str) -> Draft {
        Draft {
            delegate: Some(Delegate { source_arn: arn.into(), ..Delegate::default() }),
            from: "\"Ann\" <ann@mail.example.com>".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn the_arn_tells_owner_and_place() {
        let known = draft("arn:aws:ses:eu-west-1:123456789012:identity/example.com");
        assert_eq!(owner(&known).unwrap().account, "123456789012");
        assert_eq!(endpoint(&known).unwrap().host(), "email.eu-west-1.amazonaws.com");

        let global = draft("arn:aws:ses:*:123456789012:identity/example.net");
        assert_eq!(owner(&global).unwrap().region, None);
        assert_eq!(endpoint(&global), None);
        assert_eq!(owner(&draft("arn:")), None);
    }

    #[test]
    fn only_this_machine_is_loopback() {
        for good in ["http://127.0.0.1:8425", "http://localhost", "HTTP://LOCALHOST:1/"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "https://127.0.0.1",
            "http://ses.example",
            "http://127.0.0.1.evil.example",
            "http://localhost/path",
            "http://localhost@evil.example",
            "http://[::1]:1",
            "http://127.0.0.2",
            "",
        ] {
            assert!(!is_loopback(bad), "{bad}");
            assert!(!is_reachable(bad), "{bad}");
        }
    }

    #[test]
    fn of_other_servers_only_aws_is_reachable() {
        assert!(is_reachable("https://email.eu-west-1.amazonaws.com"));
        assert!(is_reachable("https://email.eusc-de-east-1.amazonaws.eu"));
        for bad in [
            "https://evil.example",
            "https://email.eu-west-1.amazonaws.com.evil.example",
            "https://email.eu-west-1.amazonaws.com:8443",
            "https://s3.eu-west-1.amazonaws.com",
        ] {
            assert!(!is_reachable(bad), "{bad}");
        }
    }
}
