//! ARNs of IAM's things.

use crate::arn::AccountId;
use crate::proven::proven_types;
use crate::region::Partition;

proven_types! {
    /// A role: `arn:<partition>:iam::<account>:role/<path and name>`, at most 2048 bytes.
    ///
    /// # Source
    /// IAM User Guide, "IAM identifiers".
    RoleArn: |text| is_iam(text, is_account, "role/"), "role_arn.syntax",
        "a role's ARN such as arn:aws:iam::123456789012:role/sender";

    /// A managed policy, of an account or of AWS: `arn:<partition>:iam::<account
    /// or aws>:policy/<path and name>`, at most 2048 bytes.
    ///
    /// # Source
    /// IAM User Guide, "IAM identifiers".
    ManagedPolicyArn: |text| is_iam(text, is_account_or_aws, "policy/"), "managed_policy_arn.syntax",
        "a managed policy's ARN such as arn:aws:iam::123456789012:policy/sending";

    /// A context provider of AWS: `arn:<partition>:iam::aws:contextProvider/<name>`,
    /// at most 2048 bytes.
    ///
    /// # Source
    /// STS API reference, `ProvidedContext`.
    ContextProviderArn: |text| is_iam(text, is_account_or_aws, "contextProvider/"), "context_provider_arn.syntax",
        "a context provider's ARN such as arn:aws:iam::aws:contextProvider/IdentityCenter";
}

fn is_iam(text: &str, owner: fn(&str) -> bool, resource: &str) -> bool {
    let members: Vec<&str> = text.splitn(6, ':').collect();
    let &["arn", partition, "iam", "", account, named] = members.as_slice() else { return false };
    let name = named.strip_prefix(resource).unwrap_or_default();
    // IAM's names have no other characters; paths have any visible ones.
    text.len() <= 2048
        && partition.parse::<Partition>().is_ok()
        && owner(account)
        && !name.is_empty()
        && !name.ends_with('/')
        && name.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_account(text: &str) -> bool {
    text.parse::<AccountId>().is_ok()
}

fn is_account_or_aws(text: &str) -> bool {
    text == "aws" || is_account(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_arn_is_of_its_kind() {
        for arn in ["arn:aws:iam::123456789012:role/a", "arn:aws-cn:iam::123456789012:role/p/a=b@c"]
        {
            assert_eq!(arn.parse::<RoleArn>().unwrap().as_str(), arn);
        }
        for text in [
            "",
            "a",
            "arn:azure:iam::123456789012:role/a",
            "arn:aws:sts::123456789012:role/a",
            "arn:aws:iam:us-east-1:123456789012:role/a",
            "arn:aws:iam::aws:role/a",
            "arn:aws:iam::12345678901:role/a",
            "arn:aws:iam::123456789012:user/a",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role/p/",
            "arn:aws:iam::123456789012:role/a b",
            "arn:aws:iam::123456789012:role/a\n",
            &format!("arn:aws:iam::123456789012:role/{}", "a".repeat(2048)),
        ] {
            assert_eq!(text.parse::<RoleArn>().unwrap_err().code(), "role_arn.syntax", "{text}");
        }
        assert!("arn:aws:iam::aws:policy/ReadOnlyAccess".parse::<ManagedPolicyArn>().is_ok());
        assert!(
            "arn:aws:iam::aws:contextProvider/IdentityCenter".parse::<ContextProviderArn>().is_ok()
        );
        assert!("arn:aws:iam::aws:policy/a".parse::<ContextProviderArn>().is_err());
    }
}
