use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// There is no such template in the sending account, in this Region.
    ///
    /// # What to do
    /// Create it in the delegate's own account and Region, or correct its name,
    /// whose capitals count. Whether a template of another account can be used
    /// is not established.
    ///
    /// # Example
    /// `HTTP 400 TemplateDoesNotExist: Template T does not exist`
    ///
    /// `HTTP 404 NotFoundException: Template T does not exist`
    ///
    /// `bulk TemplateDoesNotExist: no such template`
    ///
    /// # Source
    /// SES API reference, `TemplateDoesNotExistException`.
    "template-not-found", [Delegate], Retry::Never,
    |case: &Case<'_>| {
        case.is(&["TemplateDoesNotExist", "CustomVerificationEmailTemplateDoesNotExist"])
            || (case.says("template") && (case.says("does not exist") || case.says("doesn't exist") || case.says("not found")))
    },
}
