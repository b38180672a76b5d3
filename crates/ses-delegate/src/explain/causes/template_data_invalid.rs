use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The template, or the data for it, cannot be used: it is no JSON object, or
    /// a variable of the template has no value.
    ///
    /// # What to do
    /// Render the template with the same data by `TestRenderTemplate`, which says
    /// more. In sends, SES tells of missing values by an event only, if at all.
    ///
    /// # Example
    /// `HTTP 400 InvalidRenderingParameter: Invalid rendering parameter.`
    ///
    /// `HTTP 400 MissingRenderingAttribute: Attribute 'name' is not present in the rendering data.`
    ///
    /// `HTTP 400 BadRequestException: Attribute 'name' is not present in the rendering data.`
    ///
    /// # Source
    /// SES API v1 reference, `TestRenderTemplate`.
    "template-data-invalid", [Delegate], Retry::Never,
    |case: &Case<'_>| {
        case.is(&["InvalidRenderingParameter", "MissingRenderingAttribute", "InvalidTemplate"])
            || case.says("rendering data")
            || case.says("rendering parameter")
            || case.says("template data")
    },
}
