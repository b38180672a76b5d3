use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// A header of the message cannot be read: an empty name, a broken parameter
    /// or a line end where none may be.
    ///
    /// # What to do
    /// Look at the header block byte by byte: each line must be a name, a colon
    /// and a value, or begin with a space; lines end with CR LF.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Empty header names are illegal.`
    ///
    /// `HTTP 400 InvalidParameterValue: Expected '=', got 'null'`
    ///
    /// `HTTP 400 InvalidParameterValue: Expected ';', got "x"`
    ///
    /// # Source
    /// arithmetric/aws-lambda-ses-forwarder#123, mozilla/fx-private-relay#1887.
    "header-malformed", [Delegate, Developer], Retry::Never,
    |case: &Case<'_>| case.says("header names are illegal") || (case.says("expected '") && case.says("got ")) || case.says("header value") || case.says("header name"),
}
