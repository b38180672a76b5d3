use crate::preflight::case::Case;
use crate::preflight::rule::{Hit, rule};
use crate::route::Route;

rule! {
    /// Whether API v2 answers pages in browsers is not known.
    ///
    /// # Why
    /// A browser asks SES whether a page may call it (CORS). AWS's SDKs say so of
    /// API v1, and AWS's own samples call it from pages; of API v2 nothing is
    /// known, for or against. A refusal looks like any failure of the network. If
    /// the browser was refused before the upload, nothing was sent; if it may
    /// not read the answer, the mail may have gone: do not send it again unseen.
    ///
    /// # Example
    /// `route` is `v2-send-email-raw`, in a page.
    ///
    /// # Use instead
    /// Outside of browsers nothing. Within, API v1 where the message fits: raw mail
    /// up to 10 MB once encoded. Try v2 with the mailbox simulator first.
    ///
    /// # Source
    /// aws-sdk-js v2, `apis/metadata.json`: `cors` for `ses`, none for `sesv2`; GitHub,
    /// aws/aws-sdk-js issue 2042.
    "v2-in-browsers-unconfirmed", Info => check
}

fn check(case: &Case<'_>) -> Vec<Hit> {
    let route = case.letter.prepared.as_ref().map(|prepared| prepared.route);
    match route {
        Some(route @ (Route::V2SendEmailSimple | Route::V2SendEmailRaw)) => {
            vec![Hit::new("route", format!("{} goes by API v2.", route.as_str()))]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
use crate::preflight::sample::{Sample, good};

#[cfg(test)]
pub(super) fn fails() -> Vec<Sample> {
    vec![good().by(Route::V2SendEmailSimple), good().by(Route::V2SendEmailRaw)]
}

#[cfg(test)]
pub(super) fn passes() -> Vec<Sample> {
    vec![good(), good().by(Route::V1SendRawEmail), good().by(Route::V1SendRawEmailHeaders)]
}
