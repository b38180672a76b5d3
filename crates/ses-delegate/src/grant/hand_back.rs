//! "You are authorised": the owner's answer to the delegate.

use super::{Grant, put};
use crate::arn::Identity;
use crate::authorization::SendOperation;

/// How a send names the identity.
const WAYS: [(&[SendOperation], &str); 5] = {
    use SendOperation as O;
    [
        (
            &[O::V1SendEmail, O::V1SendTemplatedEmail, O::V1SendBulkTemplatedEmail],
            "API v1: SourceArn, and ReturnPathArn if you set ReturnPath",
        ),
        (&[O::V1SendRawEmail], "API v1 SendRawEmail: SourceArn and FromArn and ReturnPathArn"),
        (
            &[O::V1SendBounce],
            "API v1 SendBounce: BounceSenderArn, and RecipientArn for each bounced recipient",
        ),
        (
            &[O::V2SendEmailSimple, O::V2SendEmailRaw, O::V2SendEmailTemplate, O::V2SendBulkEmail],
            "API v2: FromEmailAddressIdentityArn, and FeedbackForwardingEmailAddressIdentityArn if you set FeedbackForwardingEmailAddress",
        ),
        (
            &[O::Smtp, O::V1SendRawEmail, O::V2SendEmailRaw],
            "In the raw mail itself, by SMTP always: headers X-SES-SOURCE-ARN, X-SES-FROM-ARN and X-SES-RETURN-PATH-ARN, at the top, without a blank line after them, not in DKIM's h=",
        ),
    ]
};

impl Grant {
    /// What the owner sends back to the delegate, as plain text.
    ///
    /// # Source
    /// SES Developer Guide, "Identity owner tasks" and "Delegate sender tasks for
    /// Amazon SES sending authorization".
    pub fn hand_back_text(&self) -> String {
        let covers = match self.identity.identity() {
            Identity::Domain(domain) => format!(
                "every address at {domain} and its subdomains, but for those that have policies of their own"
            ),
            Identity::Address(address) => {
                format!("{address} and its +label forms, letter by letter as it was verified")
            }
        };
        let mut text = format!(
            "You may now send mail as {name} through Amazon SES.\n\n\
             Who may send: {who}\nIdentity ARN: {arn}\nRegion: {region}\nCovers: {covers}\nHow: {operations}\n",
            who = self.to.described(),
            name = self.identity_name(),
            arn = self.identity,
            region = self.region,
            operations = self.operations_in_words(),
        );
        for limit in self.purpose.limits() {
            put(&mut text, format_args!("{limit}\n"));
        }
        text.push_str(
            "\nName the ARN in every send; without it SES looks for the identity in your own account:\n",
        );
        for (operations, by) in WAYS {
            if operations.iter().any(|one| self.purpose.operations.contains(one)) {
                put(&mut text, format_args!("- {by}\n"));
            }
        }
        put(
            &mut text,
            format_args!(
                "\nSend by the SES endpoint of {region}; no other knows the identity.\n\n\
             Your own IAM policy must allow the same actions on this ARN, and on your configuration set and templates.\n\n\
             Configuration sets, templates and suppression lists are those of your account. Quota, sending rate, bounces, \
             complaints and the bill are yours, too; DKIM is ours.\n\n\
             To reach recipients that are not verified, your account and ours must both be out of the SES sandbox in {region}.\n",
                region = self.region,
            ),
        );
        for note in self.notes() {
            put(&mut text, format_args!("\nNote: {note}\n"));
        }
        text
    }
}
