//! Whose identity a message is sent as, and so where it must be sent.

use crate::address::EmailAddress;
use crate::arn::IdentityArn;
use crate::error::ParseError;
use crate::region::{Endpoint, Region, Variant};

/// The right under which a message is sent. It alone decides the endpoint:
/// there is no default Region.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "there is one for a message, never a list of them")]
pub enum Authority {
    /// The caller's own identity, verified in this Region; no ARN is sent.
    Own(Region),
    /// Somebody else's identity, under a sending authorization policy.
    Delegated(Delegation),
}

impl Authority {
    /// Where the identity is verified, so where SES must be called.
    pub fn region(&self) -> &Region {
        match self {
            Self::Own(region) => region,
            Self::Delegated(delegation) => delegation.region(),
        }
    }

    /// SES in the Region where the identity is verified.
    ///
    /// # Errors
    /// As [`Endpoint::of`]: `region.ses`, `region.fips`.
    pub fn endpoint(&self, variant: Variant) -> Result<Endpoint, ParseError> {
        Endpoint::of(self.region(), variant)
    }

    /// The delegation, if there is one.
    pub fn delegation(&self) -> Option<&Delegation> {
        match self {
            Self::Own(_) => None,
            Self::Delegated(delegation) => Some(delegation),
        }
    }
}

/// The identity ARNs that authorise Source, From and Return-Path.
///
/// One ARN serves for all three unless others are named. AWS documents that
/// `SourceArn` alone also sets From and Return-Path, but senders report that
/// raw mail with a `From` header then fails as "not verified": so raw mail is
/// always sent with `FromArn` as well.
///
/// # Source
/// SES Developer Guide, "Delegate sender tasks for Amazon SES sending authorization".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    region: Region,
    source: IdentityArn,
    from: Option<IdentityArn>,
    return_path: Option<IdentityArn>,
}

impl Delegation {
    /// Sends as `source`, in its Region.
    ///
    /// # Errors
    /// `delegation.region` if the ARN is valid in every Region (`*`): see [`Delegation::at`].
    pub fn new(source: IdentityArn) -> Result<Self, ParseError> {
        match source.region() {
            Some(region) => Self::at(region.clone(), source),
            None => Err(ParseError::quoting(
                "delegation.region",
                "a Region to send in, since the ARN has * for its Region",
                "",
            )
            .at("region")),
        }
    }

    /// Sends as `source` in `region`; needed only for ARNs with `*` as Region.
    ///
    /// # Errors
    /// `delegation.region` if the identity is verified elsewhere.
    pub fn at(region: Region, source: IdentityArn) -> Result<Self, ParseError> {
        fits(&region, &source).map_err(|error| error.at("sourceArn"))?;
        Ok(Self { region, source, from: None, return_path: None })
    }

    /// Names another identity for the address in the `From` header.
    ///
    /// # Errors
    /// `delegation.region` if that identity is verified elsewhere.
    pub fn with_from(mut self, arn: IdentityArn) -> Result<Self, ParseError> {
        fits(&self.region, &arn).map_err(|error| error.at("fromArn"))?;
        self.from = Some(arn);
        Ok(self)
    }

    /// Names another identity for the address that receives bounces.
    ///
    /// # Errors
    /// `delegation.region` if that identity is verified elsewhere.
    pub fn with_return_path(mut self, arn: IdentityArn) -> Result<Self, ParseError> {
        fits(&self.region, &arn).map_err(|error| error.at("returnPathArn"))?;
        self.return_path = Some(arn);
        Ok(self)
    }

    /// Where the identity is verified, so where SES must be called.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// What authorises the sender: `SourceArn`.
    pub fn source(&self) -> &IdentityArn {
        &self.source
    }

    /// What authorises the `From` header: `FromArn`, the source's unless named.
    pub fn from(&self) -> &IdentityArn {
        self.from.as_ref().unwrap_or(&self.source)
    }

    /// The ARN that was named for the address for bounces, if one was.
    pub fn named_return_path(&self) -> Option<&IdentityArn> {
        self.return_path.as_ref()
    }

    /// What authorises the address for bounces: `ReturnPathArn`.
    ///
    /// The one that was named; else the source's, if it covers that address:
    /// an ARN that does not would have the message refused.
    pub fn return_path(&self, bounces_to: &EmailAddress) -> Option<&IdentityArn> {
        self.return_path
            .as_ref()
            .or_else(|| Some(&self.source).filter(|arn| arn.covers(bounces_to)))
    }
}

/// SES must be called where the identity is verified, in one call for all of them.
fn fits(region: &Region, arn: &IdentityArn) -> Result<(), ParseError> {
    let fits = match arn.region() {
        Some(verified_in) => verified_in == region,
        None => region.partition() == arn.partition(),
    };
    if fits {
        Ok(())
    } else {
        Err(ParseError::quoting(
            "delegation.region",
            format!("an identity verified in {region}, where this message is sent"),
            arn.as_str(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arn(region: &str, identity: &str) -> IdentityArn {
        format!("arn:aws:ses:{region}:123456789012:identity/{identity}").parse().unwrap()
    }

    #[test]
    fn the_endpoint_follows_the_identity() {
        let authority = Authority::Delegated(Delegation::new(arn("eu-west-1", "a.b")).unwrap());
        let endpoint = authority.endpoint(Variant::Standard).unwrap();
        assert_eq!(endpoint.origin(), "https://email.eu-west-1.amazonaws.com");
        let endpoint = authority.endpoint(Variant::DualStack).unwrap();
        assert_eq!(endpoint.origin(), "https://email.eu-west-1.api.aws");
        assert_eq!(authority.endpoint(Variant::Fips).unwrap_err().code(), "region.fips");
        let error = Delegation::new(arn("*", "a.b")).unwrap_err();
        assert_eq!((error.code(), error.field()), ("delegation.region", "region"));
        let chosen = Delegation::at("eu-west-2".parse().unwrap(), arn("*", "a.b")).unwrap();
        assert_eq!(chosen.region().as_str(), "eu-west-2");
    }

    #[test]
    fn all_arns_are_of_one_region() {
        let delegation = || Delegation::new(arn("us-east-1", "a.b")).unwrap();
        let error = delegation().with_from(arn("eu-west-1", "a.b")).unwrap_err();
        assert_eq!((error.code(), error.field()), ("delegation.region", "fromArn"));
        let error = delegation().with_return_path(arn("eu-west-1", "a.b")).unwrap_err();
        assert_eq!((error.code(), error.field()), ("delegation.region", "returnPathArn"));
        assert!(Delegation::at("eu-west-1".parse().unwrap(), arn("us-east-1", "a.b")).is_err());
        assert!(Delegation::at("us-gov-west-1".parse().unwrap(), arn("*", "a.b")).is_err());
    }

    #[test]
    fn one_arn_serves_for_all_that_it_covers() {
        let delegation = Delegation::new(arn("us-east-1", "a.b")).unwrap();
        assert_eq!(delegation.from(), delegation.source());
        assert_eq!(delegation.return_path(&"x@a.b".parse().unwrap()), Some(delegation.source()));
        assert_eq!(delegation.return_path(&"x@c.d".parse().unwrap()), None);
        let other = arn("us-east-1", "c.d");
        let delegation = delegation.with_return_path(other.clone()).unwrap();
        assert_eq!(delegation.return_path(&"x@a.b".parse().unwrap()), Some(&other));
    }
}
