use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::explanation::Explanation;

cause! {
    /// The address does not belong to the identity that the ARN names.
    ///
    /// # What to do
    /// Send from an address of that identity, or name the ARN of the identity
    /// that the address belongs to. An address is compared letter by letter; a
    /// domain covers its subdomains, not its parent. In 2016 an address's ARN
    /// was refused with a display name in Source, and the domain's was not;
    /// whether that is still so is not established.
    ///
    /// # Example
    /// `HTTP 400 InvalidParameterValue: The address 'Ann <ann@example.com>' does not align with the given ARN 'arn:aws:ses:eu-west-1:123456789012:identity/bob@example.com'`
    ///
    /// # Source
    /// aws/aws-sdk-js#1146. AWS's present wording is not established.
    "address-not-of-arn", [Delegate], Retry::Never,
    |case: &Case<'_>| case.says("does not align with the given arn"),
    tell,
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let message = case.failure.message();
    let Some((address, arn)) = message.split_once("does not align with the given ARN") else {
        return;
    };
    let address = address.split_once("address").map_or(address, |(_, address)| address);
    let bare = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || "'\"`.".contains(c)).to_owned()
    };
    let (address, arn) = (bare(address), bare(arn));
    explanation.cause = match (address.rsplit_once('<'), arn.parse::<crate::arn::IdentityArn>()) {
        (Some((_, rest)), Ok(arn))
            if rest.trim_end_matches('>').parse().is_ok_and(|a| arn.covers(&a)) =>
        {
            format!("The display name in {address} is in the way: {arn} covers the bare address.")
        }
        _ => format!("{address} does not belong to {arn}."),
    };
}
