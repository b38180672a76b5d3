//! The SMTP password: derived from a secret access key, another in each Region.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::{Secret, World};

/// Regions with an SMTP endpoint; those of the world come in addition.
///
/// # Source
///
/// AWS General Reference, "Amazon Simple Email Service endpoints and quotas".
const REGIONS: [&str; 20] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-gov-east-1",
    "us-gov-west-1",
];

/// The SMTP password of a secret access key in `region`.
///
/// # Source
///
/// Developer Guide, "Obtaining Amazon SES SMTP credentials by converting
/// existing AWS credentials".
pub fn smtp_password(secret_access_key: &Secret, region: &str) -> Secret {
    let mut start = Zeroizing::new(Vec::with_capacity(4 + secret_access_key.reveal().len()));
    start.extend_from_slice(b"AWS4");
    start.extend_from_slice(secret_access_key.reveal().as_bytes());
    let mut key = sign(&start, b"11111111");
    for part in [region, "ses", "aws4_request", "SendRawEmail"] {
        key = sign(key.as_ref(), part.as_bytes());
    }
    let mut versioned = Zeroizing::new([0x04; 33]);
    versioned[1..].copy_from_slice(key.as_ref());
    Secret::new(STANDARD.encode(versioned.as_ref()))
}

/// The Region whose password of `secret_access_key` is `password`. One server
/// plays all Regions: here the password tells which.
///
/// All Regions are compared, each in constant time.
pub(super) fn region_of(
    world: &World,
    secret_access_key: &Secret,
    password: &[u8],
) -> Option<String> {
    let regions = regions(world);
    let mut found = u32::MAX;
    for (index, region) in (0..).zip(&regions) {
        let expected = smtp_password(secret_access_key, region);
        let equal: Choice = expected.reveal().as_bytes().ct_eq(password);
        found.conditional_assign(&index, equal);
    }
    regions.into_iter().nth(usize::try_from(found).ok()?).map(str::to_owned)
}

fn regions(world: &World) -> Vec<&str> {
    let identities = world.identities.iter().map(|identity| identity.arn.region.as_str());
    let sets = world.configuration_sets.iter().map(|set| set.region.as_str());
    let mut regions: Vec<&str> = identities.chain(sets).chain(REGIONS).collect();
    regions.sort_unstable();
    regions.dedup();
    regions
}

fn sign(key: &[u8], data: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(data);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(secret: &str, region: &str) -> String {
        smtp_password(&Secret::new(secret.to_owned()), region).reveal().to_owned()
    }

    /// The first three are published, with AWS's own example secret.
    #[test]
    fn passwords_others_derived() {
        let example = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        for (secret, region, expected) in [
            (example, "us-east-1", "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"),
            (example, "eu-west-1", "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk"),
            (example, "us-gov-west-1", "BHW/eHvx1MM9YwW4wrJG6MGVQmLDCAM99G9YiSdGEIAw"),
            ("a", "eu-west-1", "BBgTUBfvTXTjKaxT96W+PdYrveec184CF7axXKCP/Hr0"),
        ] {
            assert_eq!(password(secret, region), expected, "{region}");
        }
    }

    #[test]
    fn the_password_names_the_region() {
        let text = "[[account]]\nid = \"111122223333\"\nname = \"a\"\n\n[[identity]]\naccount = \"111122223333\"\n\
                    region = \"xx-test-9\"\nname = \"a.example\"\n";
        let world = World::parse("test.toml", text, std::time::SystemTime::now()).unwrap();
        let secret = Secret::new("secret".to_owned());
        for region in ["us-east-1", "sa-east-1", "xx-test-9"] {
            let password = smtp_password(&secret, region);
            let found = region_of(&world, &secret, password.reveal().as_bytes());
            assert_eq!(found.as_deref(), Some(region));
        }
        let elsewhere = smtp_password(&secret, "xx-test-8");
        for wrong in [elsewhere.reveal(), "secret", ""] {
            assert_eq!(region_of(&world, &secret, wrong.as_bytes()), None);
        }
    }
}
