use crate::explain::case::Case;
use crate::explain::cause::cause;

cause! {
    /// A mailbox is longer than the 320 characters that SES takes, counted with
    /// its name as it is encoded.
    ///
    /// # What to do
    /// Shorten the name beside the address. Letters beyond ASCII take several
    /// characters each.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: Address length is more than 320 characters long: 'a'.`
    ///
    /// # Source
    /// floci-io/floci, which says that it probed AWS; AWS does not document it.
    "address-too-long", [Delegate], Retry::Never,
    |case: &Case<'_>| case.says("address length is more than"),
}
