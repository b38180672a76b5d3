//! What becomes of a message, recipient by recipient.
//!
//! # Source
//!
//! Developer Guide, "Using the Amazon SES mailbox simulator".

use serde::{Deserialize, Serialize};

/// A recipient, and what SES would hear of the message there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recipient {
    pub address: String,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Outcome {
    Delivered,
    /// `bounce@simulator.amazonses.com`.
    Bounced,
    /// `ooto@…`: delivered, and an automatic answer comes back.
    OutOfTheOffice,
    /// `complaint@…`: delivered, and marked as spam.
    Complained,
    /// `suppressionlist@…`: on the global suppression list, a bounce.
    Suppressed,
}

const DOMAIN: &str = "simulator.amazonses.com";

/// Whether `address` belongs to the mailbox simulator.
pub(crate) fn is_simulator(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(DOMAIN))
}

/// What would become of a message to `address`.
pub(crate) fn outcome(address: &str) -> Outcome {
    let Some((local, _)) = address.rsplit_once('@').filter(|_| is_simulator(address)) else {
        return Outcome::Delivered;
    };
    // A label tells senders apart, and changes nothing.
    let name = local.split_once('+').map_or(local, |(name, _)| name);
    match name.to_ascii_lowercase().as_str() {
        "bounce" => Outcome::Bounced,
        "ooto" => Outcome::OutOfTheOffice,
        "complaint" => Outcome::Complained,
        "suppressionlist" => Outcome::Suppressed,
        _ => Outcome::Delivered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_simulator() {
        for (address, expected) in [
            ("success@simulator.amazonses.com", Outcome::Delivered),
            ("bounce@simulator.amazonses.com", Outcome::Bounced),
            ("Bounce+label@SIMULATOR.amazonses.com", Outcome::Bounced),
            ("ooto@simulator.amazonses.com", Outcome::OutOfTheOffice),
            ("complaint@simulator.amazonses.com", Outcome::Complained),
            ("suppressionlist@simulator.amazonses.com", Outcome::Suppressed),
            ("bounce@reader.example", Outcome::Delivered),
        ] {
            assert_eq!(outcome(address), expected, "{address}");
        }
        assert!(!is_simulator("a@sub.simulator.amazonses.com"));
    }
}
