use std::fmt::Write as _;

use crate::address::Mailbox;
use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// SES cannot read an address of the message; it does not say which. Its
    /// texts are those of the mail library that it uses (`JavaMail`).
    ///
    /// # What to do
    /// Look for an address with a space, a missing `@`, a dot at the wrong place
    /// or letters beyond ASCII before the `@`. Names with commas belong in
    /// quotes; a domain of another script must be punycode.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Local address contains control or whitespace`
    ///
    /// `HTTP 400 InvalidParameterValue: Missing final '@domain'`
    ///
    /// `HTTP 400 BadRequestException: Domain contains illegal character`
    ///
    /// `SMTP 554 Transaction failed: Address contains illegal characters in user name: '<"re:ceiver"@example.com>'.`
    ///
    /// `SMTP 553 <a b@example.com> Invalid email address`
    ///
    /// `bulk InvalidParameterValue: Missing final '@domain'`
    ///
    /// # Source
    /// `JavaMail`, `InternetAddress`; SES Developer Guide, "Amazon SES email
    /// sending errors".
    "address-invalid", [Delegate], Retry::Never,
    |case: &Case<'_>| TEXTS.iter().any(|text| case.says(text)) || case.replied(&[501, 510, 550, 553]),
    tell,
}

/// Texts of `JavaMail`'s `InternetAddress`, and those that SES has besides.
const TEXTS: [&str; 26] = [
    "local address ",
    "local name",
    "domain contains",
    "domain starts with dot",
    "domain ends with dot",
    "missing domain",
    "missing local name",
    "missing final '@domain'",
    "missing start of",
    "missing '<'",
    "missing '>'",
    "missing '\"'",
    "missing ')'",
    "missing ']'",
    "extra route-addr",
    "route-addr",
    "illegal address",
    "illegal semicolon",
    "nested group",
    "empty address",
    "illegal whitespace in address",
    "control or whitespace",
    "quote not at end of local address",
    "address contains illegal characters",
    "invalid email address",
    "non-ascii characters in the email address",
];

/// SES does not say which; the draft may.
fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let Some(draft) = case.context.draft else { return };
    let one =
        [("from", &draft.from), ("sender", &draft.sender), ("returnPath", &draft.return_path)];
    let many =
        [("to", &draft.to), ("cc", &draft.cc), ("bcc", &draft.bcc), ("replyTo", &draft.reply_to)];
    let many = many.into_iter().flat_map(|(field, texts)| {
        texts.iter().enumerate().map(move |(at, text)| (format!("{field}[{at}]"), text))
    });
    let wrong: Vec<_> = one
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text))
        .chain(many)
        .filter(|(_, text)| !text.trim().is_empty() && text.parse::<Mailbox>().is_err())
        .map(|(field, text)| format!("{field} ({text:?})"))
        .collect();
    if !wrong.is_empty() {
        let _ =
            write!(explanation.cause, " In the draft, these cannot be read: {}.", wrong.join(", "));
    }
}
