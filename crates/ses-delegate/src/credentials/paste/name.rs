//! The names under which tools write the parts of credentials.

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
    Region,
    /// `AWS_DEFAULT_REGION`, over which `AWS_REGION` wins.
    DefaultRegion,
    Expiration,
    RoleArn,
    SourceProfile,
    /// Of IAM Identity Center, or a bearer token: it signs nothing.
    AccessToken,
    /// Of SES's SMTP interface: it signs nothing either.
    Smtp,
}

/// Words as tools join them, by `_`, `-`, `.`, a space or by capitals alone; with or without `aws`
/// before them. Of two that begin alike the longer stands first.
const NAMES: [(&str, Member); 25] = [
    ("access key id", Member::AccessKeyId),
    ("access key", Member::AccessKeyId),
    ("secret access key", Member::SecretAccessKey),
    ("secret key", Member::SecretAccessKey),
    ("session token", Member::SessionToken),
    ("security token", Member::SessionToken),
    // The answer of an instance's metadata service.
    ("token", Member::SessionToken),
    ("region", Member::Region),
    ("default region name", Member::DefaultRegion),
    ("default region", Member::DefaultRegion),
    ("credential expiration", Member::Expiration),
    ("credentials expiration", Member::Expiration),
    ("session expiration", Member::Expiration),
    ("x security token expires", Member::Expiration),
    ("expiration", Member::Expiration),
    ("expires at", Member::Expiration),
    ("expires", Member::Expiration),
    ("role arn", Member::RoleArn),
    ("source profile", Member::SourceProfile),
    ("access token", Member::AccessToken),
    ("bearer token bedrock", Member::AccessToken),
    ("smtp username", Member::Smtp),
    ("smtp user name", Member::Smtp),
    ("smtp user", Member::Smtp),
    ("smtp password", Member::Smtp),
];

/// A name at the start of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) member: Member,
    /// In bytes.
    pub(super) len: usize,
    /// Written as variables are, and not as prose is: `aws_access_key_id`.
    pub(super) is_variable: bool,
    /// A word of every day, which needs quotes or `=` to be a name.
    pub(super) is_common: bool,
}

impl Name {
    /// The name with which `text` begins, if it ends there as well.
    pub(super) fn read(text: &str) -> Option<Self> {
        let bare = after(text, "aws ").unwrap_or(0);
        NAMES.iter().find_map(|(words, member)| {
            let len = bare + after(&text[bare..], words)?;
            let ends = !text[len..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            ends.then(|| Self {
                member: *member,
                len,
                is_variable: text[..len].contains('_'),
                is_common: *words == "token",
            })
        })
    }
}

/// How much of `text` the `words` are.
fn after(text: &str, words: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    for word in words.bytes() {
        let next = bytes.get(at).copied();
        if word == b' ' {
            at += usize::from(next.is_some_and(|byte| b"_-. ".contains(&byte)));
        } else if next.is_some_and(|byte| byte.eq_ignore_ascii_case(&word)) {
            at += 1;
        } else {
            return None;
        }
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_every_spelling() {
        for text in [
            "AWS_SECRET_ACCESS_KEY=",
            "aws-secret-access-key:",
            "SecretAccessKey\"",
            "secretAccessKey",
            "AWS Secret Access Key [None]",
            "aws.secretKey=",
            "secret_key =",
        ] {
            let name = Name::read(text).map(|name| name.member);
            assert_eq!(name, Some(Member::SecretAccessKey), "{text}");
        }
        for text in ["access_keys", "AccessKeyIdentifier", "aws_", "", "session_token_x", "é"] {
            assert!(Name::read(text).is_none(), "{text}");
        }
    }
}
