//! "You are authorised": the owner's answer to the delegate.

use super::{Grant, put};
use crate::arn::Identity;

impl Grant {
    /// What the owner sends back to the delegate, as plain text.
    ///
    /// # Source
    /// SES Developer Guide, "Identity owner tasks" and "Delegate sender tasks for
    /// Amazon SES sending authorization".
    pub fn hand_back_text(&self) -> String {
        let covers = match self.identity.identity() {
            Identity::Domain(domain) => format!(
                "every address at {domain} and its subdomains, but for those that are identities of their own"
            ),
            Identity::Address(address) => {
                format!("{address} and its +label forms, letter by letter as it was verified")
            }
        };
        let mut text = format!(
            "{who} may now send mail as {name} through Amazon SES.\n\n\
             Identity ARN: {arn}\nRegion: {region}\nCovers: {covers}\nHow: {operations}\n",
            who = self.to.described(),
            name = self.identity_name(),
            arn = self.identity,
            region = self.region,
            operations = self.operations_in_words(),
        );
        for limit in self.purpose.limits() {
            put(&mut text, format_args!("Limited to {limit}\n"));
        }
        put(
            &mut text,
            format_args!(
                "\nName the ARN in every send; without it SES looks for the identity in your own account:\n\
             - API v1 SendEmail, SendTemplatedEmail, SendBulkTemplatedEmail: SourceArn, and ReturnPathArn if you set ReturnPath\n\
             - API v1 SendRawEmail: SourceArn and FromArn and ReturnPathArn\n\
             - API v2: FromEmailAddressIdentityArn, and FeedbackForwardingEmailAddressIdentityArn if you set FeedbackForwardingEmailAddress\n\
             - SMTP, and raw mail: headers X-SES-SOURCE-ARN, X-SES-FROM-ARN and X-SES-RETURN-PATH-ARN, at the top, without a blank line after them, not in DKIM's h=\n\n\
             Send by the SES endpoint of {region}; no other knows the identity.\n\n\
             Your own IAM policy must allow the same actions on this ARN, and on your configuration set and templates.\n\n\
             Configuration sets, templates and suppression lists are those of your account. Quota, sending rate, bounces, \
             complaints and the bill are yours, too; DKIM is ours.\n\n\
             To reach anybody, your account and ours must both be out of the SES sandbox in {region}.\n",
                region = self.region,
            ),
        );
        for note in self.notes() {
            put(&mut text, format_args!("\nNote: {note}\n"));
        }
        text
    }
}
