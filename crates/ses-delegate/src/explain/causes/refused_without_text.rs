use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES refuses the request and does not say why. Known so is API v2 without a
    /// sender (`FromEmailAddress`) where the content is not raw.
    ///
    /// # What to do
    /// Check that sender, recipients and content are all there. By API v1 the
    /// same message gets a text.
    ///
    /// # Example
    /// `HTTP 400 BadRequestException: `
    ///
    /// # Source
    /// floci-io/floci, which says that it probed AWS.
    "refused-without-text", [Delegate, Developer], Retry::Never,
    |case: &Case<'_>| {
        case.is(&["BadRequest", "InvalidParameterValue"]) && case.failure.message().trim().is_empty()
    },
}
