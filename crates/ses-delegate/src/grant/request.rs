//! "Please authorise me": the delegate's letter to the owner.

use super::{Grant, put};
use crate::arn::Identity;
use crate::error::ParseError;

impl Grant {
    /// What the delegate sends to the identity's owner, as plain text.
    ///
    /// # Errors
    /// Those of [`owner_policy`](Self::owner_policy).
    ///
    /// # Source
    /// SES Developer Guide, "Delegate sender tasks" and "Identity owner tasks for
    /// Amazon SES sending authorization".
    pub fn request_text(&self) -> Result<String, ParseError> {
        let commands = self.owner_commands()?;
        let mut text = format!(
            "Please authorise {who} to send mail as {identity} through Amazon SES.\n\n\
             Identity: {arn}\nRegion: {region}\nOwner: AWS account {owner}\nWho may send: {who}\n\
             How: {operations}\n",
            who = self.to.described(),
            identity = self.identity_name(),
            arn = self.identity,
            region = self.region,
            owner = self.identity.account(),
            operations = self.operations_in_words(),
        );
        let limits = self.purpose.limits();
        if limits.is_empty() {
            text.push_str("Limits: none, beyond the addresses of the identity\n");
        }
        for limit in limits {
            put(&mut text, format_args!("{limit}\n"));
        }
        put(
            &mut text,
            format_args!(
                "\nThis policy, named {name}, allows that and nothing else:\n\n{policy}\n\n\
             Any one of these puts it in place, with credentials of account {owner}:\n\n\
             1. In the SES console, in {region}: Identities, {identity}, Authorization, Create policy, \
             Create custom policy.\n\n\
             2. AWS CLI in a POSIX shell, API v1 (replaces a policy of that name):\n\n{v1}\n\n\
             3. AWS CLI in a POSIX shell, API v2 (refuses if there is a policy of that name):\n\n{v2}\n\n\
             4. Terraform:\n\n{terraform}\n{cloudformation}\n",
                name = self.name,
                policy = self.owner_policy_for_people(),
                owner = self.identity.account(),
                region = self.region,
                identity = self.identity_name(),
                v1 = commands.v1,
                v2 = commands.v2,
                terraform = self.owner_terraform()?,
                cloudformation = Self::NO_CLOUDFORMATION,
            ),
        );
        let notes = self.notes();
        if !notes.is_empty() {
            text.push_str("\nTo know:\n");
            for note in notes {
                put(&mut text, format_args!("- {note}\n"));
            }
        }
        let overriding = match self.identity.identity() {
            Identity::Domain(_) => {
                "- the addresses that have policies of their own: these override the domain's\n"
            }
            Identity::Address(_) => "",
        };
        put(
            &mut text,
            format_args!(
                "\nThen please send back:\n- the ARN of the identity, if it is not {arn}\n{overriding}\
             - where bounces shall go, and whether that address is verified too\n\
             - whether your account is out of the SES sandbox in {region}\n\n\
             What is sent counts against the sender's quota, and its bounces and complaints against the sender's \
             reputation. Mail is signed by DKIM as you set it up for the identity. To end it: delete the policy.\n",
                arn = self.identity,
                region = self.region,
            ),
        );
        Ok(text)
    }

    pub(super) fn operations_in_words(&self) -> String {
        use crate::authorization::SendOperation as O;
        let word = |operation: &O| match operation {
            O::V1SendEmail => "API v1 SendEmail",
            O::V1SendRawEmail => "API v1 SendRawEmail",
            O::V1SendTemplatedEmail => "API v1 SendTemplatedEmail",
            O::V1SendBulkTemplatedEmail => "API v1 SendBulkTemplatedEmail",
            O::V1SendBounce => "API v1 SendBounce",
            O::V2SendEmailSimple => "API v2 SendEmail",
            O::V2SendEmailRaw => "API v2 SendEmail with raw mail",
            O::V2SendEmailTemplate => "API v2 SendEmail by template",
            O::V2SendBulkEmail => "API v2 SendBulkEmail",
            O::Smtp => "SMTP",
        };
        self.purpose.operations.iter().map(word).collect::<Vec<_>>().join(", ")
    }
}
