use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// The SMTP user name or password is wrong. The password is not the secret
    /// access key but is derived from it, another one for each Region;
    /// temporary credentials (ASIA…) never work with SMTP.
    ///
    /// # What to do
    /// Derive the password for this Region from a long-lived key, or make SMTP
    /// credentials in the SES console. With temporary credentials, use the API.
    ///
    /// # Example
    /// `SMTP 535 Authentication Credentials Invalid`
    ///
    /// `SMTP 535 5.7.8 Error: authentication failed`
    ///
    /// # Source
    /// SES Developer Guide, "Obtaining Amazon SES SMTP credentials".
    "smtp-credentials-invalid", [Delegate], Retry::WithNewCredentials,
    |case: &Case<'_>| case.replied(&[535]) || case.says("authentication credentials invalid"),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let credentials = case.context.known.and_then(|known| known.credentials);
    if credentials.is_some_and(|credentials| credentials.are_temporary) {
        explanation.cause = format!("These credentials are temporary. {}", explanation.cause);
    }
}
