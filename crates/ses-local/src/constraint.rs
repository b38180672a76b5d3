//! The constraints of AWS's models, in the words SES answers with.
//!
//! All members are looked at before SES answers, and what is wrong is counted
//! (field report: aws-sdk-ios#27).

use crate::refusal::{Check, Kind, Refusal};

/// What is wrong with the members of one request.
#[derive(Debug, Default)]
pub(crate) struct Constraints(Vec<String>);

impl Constraints {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A member that must be there, in the spelling of errors: `policyName`.
    #[must_use]
    pub(crate) fn required<T: ?Sized>(self, member: &str, value: Option<&T>) -> Self {
        match value {
            Some(_) => self,
            None => self.failed(&format!("Value null at '{member}'"), "not be null"),
        }
    }

    /// A text of `min` to `max` characters, if it is there.
    #[must_use]
    pub(crate) fn length(self, member: &str, value: Option<&str>, min: usize, max: usize) -> Self {
        let Some(value) = value else { return self };
        // AWS's models count UTF-16 units, as Java does.
        let length = value.encode_utf16().count();
        if length < min {
            self.broken(member, &format!("have length greater than or equal to {min}"))
        } else if length > max {
            self.broken(member, &format!("have length less than or equal to {max}"))
        } else {
            self
        }
    }

    /// One of a few words, if it is there.
    #[must_use]
    pub(crate) fn one_of(self, member: &str, value: Option<&str>, words: &[&str]) -> Self {
        match value {
            Some(value) if !words.contains(&value) => {
                self.broken(member, &format!("satisfy enum value set: [{}]", words.join(", ")))
            }
            _ => self,
        }
    }

    fn broken(self, member: &str, rule: &str) -> Self {
        self.failed(&format!("Value at '{member}'"), rule)
    }

    fn failed(mut self, value: &str, rule: &str) -> Self {
        self.0.push(format!("{value} failed to satisfy constraint: Member must {rule}"));
        self
    }

    /// `ValidationError`, or v2's `BadRequestException`, if anything is wrong.
    pub(crate) fn check(self) -> Result<(), Refusal> {
        let errors = match self.0.len() {
            0 => return Ok(()),
            1 => "1 validation error".to_owned(),
            several => format!("{several} validation errors"),
        };
        let message = format!("{errors} detected: {}", self.0.join("; "));
        Err(Refusal::new(Kind::Validation, Check::Request, message))
    }
}

#[cfg(test)]
mod tests {
    use super::Constraints;

    fn message(constraints: Constraints) -> Option<String> {
        constraints.check().err().and_then(|refusal| refusal.message)
    }

    #[test]
    fn errors_are_counted() {
        assert_eq!(
            message(Constraints::new().required("a", Some("")).length("b", None, 1, 2)),
            None
        );
        assert_eq!(
            message(Constraints::new().length("policyName", Some(&"x".repeat(65)), 1, 64)).unwrap(),
            "1 validation error detected: Value at 'policyName' failed to satisfy constraint: \
             Member must have length less than or equal to 64"
        );
        assert_eq!(
            message(
                Constraints::new()
                    .required::<str>("identity", None)
                    .length("policy", Some(""), 1, usize::MAX)
                    .one_of("identityType", Some("Planet"), &["EmailAddress", "Domain"])
            )
            .unwrap(),
            "3 validation errors detected: Value null at 'identity' failed to satisfy constraint: \
             Member must not be null; Value at 'policy' failed to satisfy constraint: \
             Member must have length greater than or equal to 1; Value at 'identityType' failed \
             to satisfy constraint: Member must satisfy enum value set: [EmailAddress, Domain]"
        );
    }

    #[test]
    fn lengths_are_counted_in_utf_16() {
        assert!(Constraints::new().length("a", Some("😀"), 1, 2).check().is_ok());
        assert!(Constraints::new().length("a", Some("😀"), 1, 1).check().is_err());
    }
}
