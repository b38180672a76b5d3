use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES does not find what the request names, in the caller's account and
    /// Region: a template, a configuration set, an identity, a policy or a list.
    ///
    /// # What to do
    /// Check the name and the Region. All of these must be the caller's own,
    /// identities for sending excepted.
    ///
    /// # Example
    /// `HTTP 404 NotFoundException: `
    ///
    /// `HTTP 404 NotFoundException: Email identity example.com was not there.`
    ///
    /// # Source
    /// SES API v2 reference, `NotFoundException`.
    "not-found", [Delegate], Retry::Never,
    |case: &Case<'_>| case.is(&["NotFound", "NoSuchEntity"]) || (case.has_status(&[404]) && case.failure.original().body.trim_start().starts_with('{')),
}
