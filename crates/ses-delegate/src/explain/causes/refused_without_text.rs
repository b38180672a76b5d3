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
    /// `HTTP 400 : `
    ///
    /// # Source
    /// floci-io/floci, which says that it probed AWS.
    "refused-without-text", [Delegate, Developer], Retry::Never,
    |case: &Case<'_>| {
        // Where CORS hides the header, the code is missing as well.
        let has_no_code = case.has_status(&[400]) && case.failure.code().is_empty()
            && case.failure.original().body.trim_start().starts_with('{');
        (has_no_code || case.is(&["BadRequest", "InvalidParameterValue"]))
            && case.failure.message().trim().is_empty()
    },
}
