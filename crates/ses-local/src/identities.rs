//! The identities of an account: which there are, verified or not.
//!
//! What is verified through the API is verified at once here: nobody has to
//! read a mail or set a DNS record. Unverified identities come from the world
//! file (`verified = false`) only.

use sha2::{Digest, Sha256};

use crate::{
    call::Call,
    change::Change,
    identity::IdentityArn,
    paging::{Page, UnknownToken, page},
    refusal::{Api, Check, Kind, Refusal},
    world::{Identity, World},
};

/// The words by which AWS tells addresses from domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    EmailAddress,
    Domain,
}

impl Type {
    pub(crate) fn of(name: &str) -> Self {
        if name.contains('@') { Self::EmailAddress } else { Self::Domain }
    }

    pub(crate) fn v2(self) -> &'static str {
        match self {
            Self::EmailAddress => "EMAIL_ADDRESS",
            Self::Domain => "DOMAIN",
        }
    }
}

/// The identity of the caller's account that `name` means.
pub(crate) fn own(call: &Call<'_>, name: &str) -> IdentityArn {
    IdentityArn::new(call.region, call.account(), name)
}

/// The identity a v1 `Identity` means: a name, or the ARN of one's own identity.
pub(crate) fn named(call: &Call<'_>, action: &str, given: &str) -> Result<IdentityArn, Refusal> {
    if !given.starts_with("arn:") {
        return Ok(own(call, given));
    }
    let unknown = "What SES answers to such an ARN is not known.";
    let arn = IdentityArn::parse(given).map_err(|problem| {
        Refusal::invalid(Check::Request, format!("Identity: {problem}.")).note(unknown)
    })?;
    if arn.account != call.account() {
        let caller = call.caller.arn(call.region);
        let message =
            format!("User `{caller}' is not authorized to perform `{action}' on resource `{arn}'");
        return Err(Refusal::new(Kind::AccessDenied, Check::Permission, message)
            .note("Only the owner of an identity manages it and its policies."));
    }
    if arn.region != call.region {
        let message = format!("Identity <{given}> does not exist.");
        return Err(Refusal::invalid(Check::Request, message).note(format!(
            "The ARN names the Region {}, but the request went to {}.",
            arn.region, call.region
        )));
    }
    Ok(arn)
}

/// The identity an ARN names, verified or not.
pub(crate) fn find<'w>(world: &'w World, arn: &IdentityArn) -> Option<&'w Identity> {
    world.identities.iter().find(|identity| identity.arn.same_as(arn))
}

/// The identity an ARN names, or that there is none.
pub(crate) fn known<'w>(
    world: &'w World,
    api: Api,
    arn: &IdentityArn,
) -> Result<&'w Identity, Refusal> {
    find(world, arn).ok_or_else(|| {
        if api == Api::V2 {
            return not_found(format!("Email identity <{}> does not exist.", arn.name));
        }
        let message = format!("Identity <{}> does not exist.", arn.name);
        Refusal::invalid(Check::VerifiedIdentity, message)
            .note("AWS documents an error here, but not its words.")
    })
}

/// `NotFoundException`.
pub(crate) fn not_found(message: String) -> Refusal {
    Refusal::new(Kind::NotFound, Check::VerifiedIdentity, message)
}

/// What v1's `VerifyEmailIdentity` and `VerifyDomainIdentity` do; verifying
/// again what is verified changes nothing.
pub(crate) async fn verify(call: &Call<'_>, name: &str) -> Result<(), Refusal> {
    let arn = own(call, name);
    call.shared
        .realm
        .change(&call.shared.store, |world| match find(world, &arn) {
            Some(known) if known.verified => Ok(None),
            // By its own spelling, by which its policies are kept.
            Some(known) => Ok(Some(exists(call, &known.arn.name, true))),
            None => Ok(Some(exists(call, name, true))),
        })
        .await
}

/// What v2's `CreateEmailIdentity` does.
pub(crate) async fn create(
    call: &Call<'_>,
    name: &str,
    configuration_set: Option<&str>,
) -> Result<(), Refusal> {
    let change = exists(call, name, true);
    let arn = own(call, name);
    call.shared
        .realm
        .change(&call.shared.store, |world| {
            if find(world, &arn).is_some() {
                let message = format!("Email identity {name} already exist.");
                return Err(Refusal::new(Kind::AlreadyExists, Check::VerifiedIdentity, message));
            }
            if let Some(set) = configuration_set {
                crate::configuration_sets::find(world, call, set)?;
            }
            Ok(Some(change))
        })
        .await
}

/// Deletes an identity and its policies; v1 does not mind if there is none.
pub(crate) async fn delete(call: &Call<'_>, arn: &IdentityArn, api: Api) -> Result<(), Refusal> {
    call.shared
        .realm
        .change(&call.shared.store, |world| match find(world, arn) {
            // By its own spelling, by which its policies are kept.
            Some(identity) => Ok(Some(exists(call, &identity.arn.name, false))),
            None if api == Api::V1 => Ok(None),
            None => Err(not_found(format!("Email identity {} does not exist.", arn.name))),
        })
        .await
}

fn exists(call: &Call<'_>, name: &str, exists: bool) -> Change {
    let (account, region) = (call.account().to_owned(), call.region.to_owned());
    Change::Identity { account, region, name: name.to_owned(), exists, anew: false }
}

/// The identities of the caller's account in the Region, by name.
pub(crate) fn list<'w>(
    call: &Call<'w>,
    wanted: impl Fn(&Identity) -> bool,
    size: usize,
    token: Option<&str>,
) -> Result<Page<&'w Identity>, UnknownToken> {
    let identities = call
        .world
        .identities
        .iter()
        .filter(|one| one.arn.account == call.account() && one.arn.region == call.region)
        .filter(|one| wanted(one))
        .map(|one| (one.arn.name.clone(), one))
        .collect();
    page(call, "identity", identities, size, token)
}

/// Whether `name` can be verified as an address: `local@domain.example`.
pub(crate) fn is_address(name: &str) -> bool {
    let Some((local, domain)) = name.rsplit_once('@') else { return false };
    !local.is_empty()
        && name.len() <= 320
        && local.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@')
        && is_domain(domain)
}

/// Whether `name` can be verified as a domain, in ASCII.
pub(crate) fn is_domain(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let plain = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    name.len() <= 253 && labels.len() >= 2 && labels.iter().all(plain)
}

/// The text a domain's owner would put into DNS for v1: the same for the same identity.
pub(crate) fn verification_token(arn: &IdentityArn) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(Sha256::digest(arn.to_string()))
}

/// The three names under which a domain's DKIM keys would stand in DNS.
pub(crate) fn dkim_tokens(arn: &IdentityArn) -> Vec<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let token = |number: u8| {
        let digest = Sha256::digest(format!("{arn} {number}"));
        digest.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect()
    };
    (1..=3).map(token).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_verified() {
        for name in ["a@owner.example", "a+b@sub.owner.example", "O'Neil@x-y.example"] {
            assert!(is_address(name), "{name}");
        }
        for name in
            ["", "a", "@x.example", "a@", "a@x", "a b@x.example", "ü@x.example", "a@@x.example"]
        {
            assert!(!is_address(name), "{name}");
        }
        for name in ["owner.example", "xn--bcher-kva.example", "_mail.owner.example"] {
            assert!(is_domain(name), "{name}");
        }
        for name in
            ["", "owner", ".example", "a..example", "-a.example", "a-.example", "bücher.example"]
        {
            assert!(!is_domain(name), "{name}");
        }
    }

    #[test]
    fn tokens_have_the_shape_of_ses() {
        let arn = IdentityArn::new("us-east-1", "111122223333", "owner.example");
        assert_eq!(verification_token(&arn).len(), 44);
        let tokens = dkim_tokens(&arn);
        assert!(tokens.iter().all(|token| token.len() == 32), "{tokens:?}");
        assert_ne!(tokens[0], tokens[1]);
    }
}
