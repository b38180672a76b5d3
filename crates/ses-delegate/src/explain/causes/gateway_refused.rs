use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::failure::Channel;

cause! {
    /// Something between here and SES refused the request: the answer is not in
    /// SES's form. A proxy, a firewall or a sign-in page of the network answers
    /// so.
    ///
    /// # What to do
    /// Read the page below. Use another network, or let the proxy pass requests
    /// to the endpoint.
    ///
    /// # Example
    /// `HTTP 403 : <html><body>Forbidden by policy</body></html>`
    ///
    /// `HTTP 407 : <!DOCTYPE html><title>Proxy Authentication Required</title>`
    ///
    /// # Source
    /// The form of the answer.
    "gateway-refused", [Delegate], Retry::Never,
    |case: &Case<'_>| {
        matches!(case.failure.channel(), Channel::Http(400..=499))
            && case.failure.code().is_empty()
            && case.failure.original().body.trim_start().get(..5).is_some_and(|begin| {
                begin.eq_ignore_ascii_case("<html") || begin.eq_ignore_ascii_case("<!doc") || begin.eq_ignore_ascii_case("<head")
            })
    },
}
