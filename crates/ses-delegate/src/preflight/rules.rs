//! The tables of rules: one file each, in the order in which their findings stand.

use super::Rule;

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident: $($rule:ident)*;)*) => {
        $($(mod $rule;)*)*

        $(
            $(#[$doc])*
            pub(super) static $table: &[&Rule] = &[$(&$rule::RULE),*];
        )*

        /// Every rule.
        pub(super) static ALL: &[&Rule] = &[$($(&$rule::RULE,)*)*];

        /// Their pages, which most programs are linked without.
        static PAGES: &[&str] = &[$($($rule::PAGE,)*)*];

        /// The files of the rules.
        #[cfg(test)]
        pub(super) static FILES: &[&str] = &[$($(stringify!($rule),)*)*];

        /// Every rule with the cases that it finds something in, and those that it does not.
        #[cfg(test)]
        pub(super) static CASES: &[RuleCases] =
            &[$($((&$rule::RULE, $rule::fails, $rule::passes),)*)*];
    };
}

#[cfg(test)]
pub(super) type RuleCases =
    (&'static Rule, fn() -> Vec<super::sample::Sample>, fn() -> Vec<super::sample::Sample>);

/// What tells of what no other rule tells of.
pub(super) static UNTOLD: &Rule = &field_unreadable::RULE;

/// Its page.
pub(super) fn page(rule: &Rule) -> &'static str {
    let mut pages = ALL.iter().zip(PAGES);
    pages.find(|(it, _)| it.code == rule.code).map_or("", |(_, page)| page)
}

tables! {
    /// For any message.
    ANY:
    // The identity, and the right to use it.
    arn_unreadable
    from_not_covered
    sender_not_covered
    return_path_not_covered
    return_path_arn_missing
    arn_of_any_region
    arns_of_several_owners
    owner_is_caller
    display_name_with_address_identity
    ses_header_typed
    ses_header_in_text
    // The Region, and the server.
    region_unreadable
    region_disagrees
    region_without_ses
    region_without_fips
    endpoint_unreadable
    endpoint_unencrypted
    endpoint_given_twice
    endpoint_of_another_region
    endpoint_not_of_ses
    endpoint_not_aws
    endpoint_on_this_machine
    // The credentials.
    caller_in_another_partition
    credentials_expired
    credentials_expiring
    clock_behind
    upload_outlasts_signature
    long_lived_key
    // The account.
    sending_paused
    account_under_review
    sandbox
    quota_too_small
    configuration_set_of_caller
    contact_list_of_caller
    tenant_of_caller
    // Recipients.
    no_recipients
    too_many_recipients
    local_part_not_ascii
    address_unreadable
    mailbox_too_long
    recipient_twice
    recipients_differ_in_case
    domain_in_punycode
    // Content.
    subject_empty
    subject_long
    body_empty
    html_without_text
    text_part_missing
    html_clipped
    link_not_https
    image_without_alt
    html_removed
    remote_images
    cid_file_missing
    cid_file_unused
    attachment_forgotten
    invitation_unreadable
    invitation_incomplete
    // Files.
    file_type_refused
    file_empty
    file_name_unreadable
    media_type_unreadable
    media_type_unlike_name
    cid_unreadable
    cid_twice
    attached_message_unreadable
    // Headers.
    header_reserved
    header_twice
    custom_header_unreadable
    line_break_in_header
    header_encoded
    header_long
    list_id_unreadable
    // Lists.
    unsubscribe_unreadable
    one_click_without_https
    unsubscribe_not_one_click
    unsubscribe_missing
    list_management_unreadable
    list_management_many_recipients
    unsubscribe_placeholder
    // Settings.
    configuration_set_unreadable
    tag_unreadable
    tag_twice
    tags_too_many
    tags_too_long
    tags_without_configuration_set
    tenant_unreadable
    // Size.
    message_too_large
    message_throttled
    message_near_limit
    // The route.
    route_loses_something
    route_decided
    raw_names_both_arns
    v2_in_browsers_unconfirmed;
    /// For templates. Named only where one becomes known, so that a program that
    /// has none is linked without them.
    OF_TEMPLATES:
    template_unreadable
    template_unchecked
    template_inline_tags
    template_size
    template_data
    template_variable_missing
    template_variable_unused;
    /// For imported messages; named only where one is read, likewise.
    OF_RAW:
    raw_route
    raw_from_missing
    raw_recipients_missing
    raw_to_empty
    raw_header_name_empty
    raw_arn_dropped
    raw_arn_unreadable
    raw_arn_not_covering
    raw_from_arn_missing
    raw_ses_header_overridden
    raw_ses_header_repeated
    raw_ses_header_after_blank_line
    raw_ses_header_folded
    raw_ses_header_kept
    raw_dkim_covers_ses
    raw_address_unreadable
    raw_from_many
    raw_bcc_visible
    raw_header_recipients_ignored
    raw_one_click_without_https
    raw_stray
    raw_part_damaged
    raw_nested_file_refused
    raw_line_too_long
    raw_eight_bit
    raw_charset_undeclared
    raw_nul
    raw_line_ends
    raw_return_path
    raw_date_replaced;
    /// For any message, when all others have spoken.
    LAST:
    field_unreadable;
}
