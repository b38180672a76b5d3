use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// The message is longer than SES takes: 10 MB by API v1, 40 MB by API v2
    /// and SMTP, counted after base64, attachments included.
    ///
    /// # What to do
    /// Send by API v2, or make it smaller: put large files somewhere else and
    /// link to them. Base64 adds a third.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Message length is more than 10485760 bytes long: '24081986'.`
    ///
    /// `HTTP 413 : <html>413 Request Entity Too Large</html>`
    ///
    /// `SMTP 552 Message is too long.`
    ///
    /// # Source
    /// SES Developer Guide, "Service quotas". API v2's exact number of bytes is
    /// not established.
    "message-too-long", [Delegate], Retry::Never,
    |case: &Case<'_>| case.says("message length is more than") || case.says("message is too long") || case.has_status(&[413]) || case.replied(&[552]),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let numbers = case.failure.message().split(|c: char| !c.is_ascii_digit());
    let mut numbers = numbers.filter_map(|text| text.parse::<u64>().ok());
    if let (Some(most), Some(length)) = (numbers.next(), numbers.next()) {
        explanation.cause =
            format!("It has {length} bytes where {most} are taken. {}", explanation.cause);
    }
}
