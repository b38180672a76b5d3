use std::fmt::Write as _;

use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// There is no such configuration set in the sending account, in this
    /// Region. The owner's sets cannot be used by a delegate.
    ///
    /// # What to do
    /// Create the set in the delegate's own account and Region, or leave it out.
    /// If the draft names none, the identity's default set was deleted.
    ///
    /// # Example
    /// `HTTP 400 ConfigurationSetDoesNotExist: Configuration set <nope> does not exist.`
    ///
    /// `HTTP 404 NotFoundException: Configuration set <nope> does not exist.`
    ///
    /// `bulk ConfigurationSetDoesNotExist: no such set`
    ///
    /// # Source
    /// SES API reference, `ConfigurationSetDoesNotExistException`.
    "configuration-set-not-found", [Delegate], Retry::Never,
    |case: &Case<'_>| {
        case.is(&["ConfigurationSetDoesNotExist"])
            || (case.says("configuration set") && (case.says("does not exist") || case.says("doesn't exist") || case.says("not found")))
    },
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let named = case.context.draft.map(|draft| draft.configuration_set.trim());
    match named {
        None => {}
        Some("") => {
            explanation.cause.push_str(" The draft names none: so it is the identity's default.");
        }
        Some(name) => {
            let _ = write!(explanation.cause, " The draft names {name:?}.");
        }
    }
}
