use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// SES does not take a file of this type, by its name's ending.
    ///
    /// # What to do
    /// Put the file somewhere else and link to it, or send it in an archive.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Illegal filename 'setup.exe'.`
    ///
    /// # Source
    /// SES Developer Guide, "Unsupported attachment types". AWS's wording is not
    /// established.
    "attachment-refused", [Delegate], Retry::Never,
    |case: &Case<'_>| case.says("illegal filename") || case.says("illegal attachment") || case.says("unsupported attachment"),
}
