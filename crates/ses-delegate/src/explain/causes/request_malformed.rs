use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// The request is not one that the API knows: a member is missing, unknown
    /// or of another type. That is a fault of the program, not of the message.
    ///
    /// # What to do
    /// Tell whoever wrote the program, with AWS's text.
    ///
    /// # Example
    /// `HTTP 400 ValidationError: Value null at 'message.subject' failed to satisfy constraint: Member must not be null`
    ///
    /// `HTTP 400 SerializationException: `
    ///
    /// `HTTP 404 MalformedQueryString: The query string contains a syntax error`
    ///
    /// `HTTP 400 InvalidAction: Could not find operation SendMail for version 2010-12-01`
    ///
    /// `HTTP 400 InvalidQueryParameter: The parameter Sorce is not known`
    ///
    /// `HTTP 400 MissingParameter: The request must contain the parameter Source.`
    ///
    /// # Source
    /// SES API reference, "Common Errors".
    "request-malformed", [Developer], Retry::Never,
    |case: &Case<'_>| {
        case.is(&[
            "ValidationError",
            "Validation",
            "Serialization",
            "MalformedQueryString",
            "InvalidParameterCombination",
            "InvalidQueryParameter",
            "MissingParameter",
            "MissingAction",
            "InvalidAction",
            "UnknownOperation",
            "MalformedInput",
            "MethodNotAllowed",
        ]) || case.says("failed to satisfy constraint")
            || case.replied(&[500, 502, 503, 504])
    },
}
