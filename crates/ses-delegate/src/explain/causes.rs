//! The table of causes: one file each, in the order in which they are looked
//! for; the first that is one, is it. So what a text says comes before what a
//! code alone says, and the exact before the general.

use super::case::Case;
use super::cause::Cause;
use super::explanation::Explanation;
use crate::route::Route;

macro_rules! table {
    ($($cause:ident)*) => {
        $(mod $cause;)*

        /// Every cause.
        pub(super) static ALL: &[&Cause] = &[$(&$cause::CAUSE),*];

        /// Their pages, which most programs are linked without.
        static PAGES: &[&str] = &[$($cause::PAGE),*];
    };
}

table! {
    // Nobody knows whether it was sent.
    answer_unclear
    answer_lost
    bulk_status_absent
    // Nothing left.
    never_sent
    // Clock, signature and credentials.
    signature_expired_in_upload
    clock_skew
    signature_mismatch
    signature_malformed
    credentials_expired
    credentials_invalid
    not_subscribed
    smtp_credentials_invalid
    smtp_authentication_required
    // How much and how fast.
    smtp_sigv2_rate
    daily_quota_exceeded
    sending_rate_exceeded
    throttled
    // The identity, and the right to use it.
    identity_not_verified
    address_not_of_arn
    arn_invalid
    recipient_not_authorized
    arn_not_passed
    identity_not_authorized
    configuration_set_not_authorized
    template_not_authorized
    access_denied
    mail_from_not_verified
    // The account, and what it has.
    configuration_set_paused
    account_paused
    sending_paused
    account_suspended
    production_access_not_granted
    configuration_set_not_found
    template_not_found
    ip_pool_not_found
    policy_invalid
    resource_limit_reached
    // The message.
    message_too_long
    recipients_wrong_in_number
    address_too_long
    header_duplicate
    header_missing
    header_malformed
    attachment_refused
    address_invalid
    template_data_invalid
    message_refused
    // The request.
    gateway_refused
    not_found
    request_malformed
    refused_without_text
    input_invalid
    // The servers.
    smtp_busy
    smtp_temporary_failure
    bulk_transient_failure
    bulk_failed
    server_fault
    // What no other tells of; last.
    unknown
}

/// Its page.
pub(super) fn page(cause: &Cause) -> &'static str {
    let mut pages = ALL.iter().zip(PAGES);
    pages.find(|(it, _)| it.code() == cause.code()).map_or("", |(_, page)| page)
}

/// What no other cause tells of.
pub(super) static UNKNOWN: &Cause = &unknown::CAUSE;

/// API v2 asks for another action than its operation's name where the content
/// is raw, which puzzles everybody.
fn name_other_action(action: &str, case: &Case<'_>, explanation: &mut Explanation) {
    let is_raw = action.eq_ignore_ascii_case("ses:SendRawEmail");
    if is_raw && case.context.route() == Some(Route::V2SendEmailRaw) {
        explanation.cause.push_str(
            " API v2's SendEmail with raw content asks for ses:SendRawEmail, not for ses:SendEmail.",
        );
    }
}
