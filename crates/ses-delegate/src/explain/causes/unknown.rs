use crate::explain::cause::cause;

cause! {
    /// This failure is not known here. It is shown whole below.
    ///
    /// # What to do
    /// Read what came back. With AWS's id of the call its support can tell more.
    ///
    /// # Example
    /// `HTTP 418 Teapot: short and stout`
    ///
    /// `HTTP 400 : plain words`
    ///
    /// `SMTP 599 what`
    ///
    /// `bulk NewWord: what`
    ///
    /// # Source
    /// None.
    "unknown", [Delegate, Aws], Retry::Never, |_| true,
}
