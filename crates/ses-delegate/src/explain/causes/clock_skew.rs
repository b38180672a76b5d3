use crate::explain::case::Case;
use crate::explain::cause::cause;
use crate::explain::clock::ClockSkew;
use crate::explain::explanation::{Explanation, Retry};

cause! {
    /// This computer's clock and AWS's differ by more than AWS allows: five
    /// minutes by its texts, fifteen by its documentation.
    ///
    /// # What to do
    /// Set this computer's clock. The request may be sent once more, signed by
    /// AWS's clock.
    ///
    /// # Example
    /// `HTTP 403 SignatureDoesNotMatch: Signature expired: 20260115T120000Z is now earlier than 20260115T122956Z (20260115T123456Z - 5 min.)`
    ///
    /// `HTTP 403 InvalidSignatureException: Signature not yet current: 20170731T092200Z is still later than 20170731T092115Z (20170731T091615Z + 5 min.)`
    ///
    /// `HTTP 400 RequestExpired: Request has expired.`
    ///
    /// # Source
    /// SES API reference, "Common Errors"; AWS SDK for JavaScript v3, its list
    /// of clock skew codes; aws/aws-sdk-js#1652.
    "clock-skew", [Delegate], Retry::OnceWithCorrectedClock { skew_seconds: None }, is, tell,
}

const CERTAIN: [&str; 3] = ["RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"];
const POSSIBLE: [&str; 3] = ["SignatureDoesNotMatch", "InvalidSignature", "AuthFailure"];

fn is(case: &Case<'_>) -> bool {
    case.is(&CERTAIN)
        || case.says("signature expired: ")
        || case.says("signature not yet current: ")
        || (case.is(&POSSIBLE) && case.context.skew_by_date().is_some_and(ClockSkew::matters))
}

/// Our clock at the time of the answer is better than that of the signature:
/// the upload lies between them.
fn skew(case: &Case<'_>) -> Option<ClockSkew> {
    let message = case.failure.message();
    let ours = case.context.known.and_then(|known| known.at);
    let exact = ours.zip(ClockSkew::server_time_of(message));
    exact
        .map(|(ours, servers)| ClockSkew::between(ours, servers))
        .or_else(|| ClockSkew::of_text(message))
        .or_else(|| case.context.skew_by_date())
}

fn tell(case: &Case<'_>, explanation: &mut Explanation) {
    let skew = skew(case);
    explanation.skew = skew;
    if let Some(skew) = skew {
        let (seconds, side) =
            (skew.seconds(), if skew.seconds() > 0 { "behind" } else { "ahead of" });
        explanation.cause = format!(
            "This computer's clock is {} seconds {side} AWS's. AWS allows five minutes by its texts, fifteen by its documentation.",
            seconds.unsigned_abs()
        );
    }
    if case.context.is_corrected() {
        "The clock was corrected once already, in vain: set this computer's clock, then send again."
            .clone_into(&mut explanation.fix);
        explanation.set_retry(Retry::Never);
    } else {
        let skew_seconds = skew.map(ClockSkew::seconds);
        explanation.set_retry(Retry::OnceWithCorrectedClock { skew_seconds });
    }
}
