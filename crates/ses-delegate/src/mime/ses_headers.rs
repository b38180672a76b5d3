//! The X-headers by which raw mail names the identities it is sent as.

use crate::delegation::Delegation;
use crate::message::Message;

/// Writes the three headers at the top of the header block, one line each.
///
/// Literally, by hand: a header writer would fold them, or turn long ARNs into
/// encoded words, which SES does not read. No blank line follows (the sample in
/// AWS's guide has one; copied, it would end the header block).
///
/// # Source
/// SES Developer Guide, "Delegate sender tasks for Amazon SES sending authorization".
pub(super) fn write(delegation: &Delegation, message: &Message<'_>, to: &mut Vec<u8>) {
    let arns = [
        ("X-SES-SOURCE-ARN", Some(delegation.source())),
        ("X-SES-FROM-ARN", Some(delegation.from())),
        ("X-SES-RETURN-PATH-ARN", delegation.return_path(message.bounces_to())),
    ];
    for (name, arn) in arns {
        if let Some(arn) = arn {
            to.extend_from_slice(format!("{name}: {arn}\r\n").as_bytes());
        }
    }
}
