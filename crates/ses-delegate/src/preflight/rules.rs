//! The table of rules: one file each, in the order in which their findings stand.

macro_rules! table {
    ($($rule:ident)*) => {
        $(mod $rule;)*

        /// Every rule.
        pub(super) static ALL: &[&super::Rule] = &[$(&$rule::RULE),*];

        /// Every rule with the cases that it finds something in, and those that it does not.
        #[cfg(test)]
        pub(super) static CASES: &[RuleCases] = &[$((&$rule::RULE, $rule::fails, $rule::passes)),*];
    };
}

#[cfg(test)]
pub(super) type RuleCases =
    (&'static super::Rule, fn() -> Vec<super::sample::Sample>, fn() -> Vec<super::sample::Sample>);

table! {
    // The identity, and the right to use it.
    arn_unreadable
    from_not_covered
    return_path_arn_missing
    // The credentials.
    // Recipients.
    // Content.
    // The route.
    // Raw mail.
    raw_route
    raw_from_missing
    raw_recipients_missing
    raw_to_empty
    raw_header_repeated
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
    raw_bcc_visible
    raw_header_recipients_ignored
    raw_stray
    raw_line_too_long
    raw_eight_bit
    raw_charset_undeclared
    raw_nul
    raw_line_ends
    raw_return_path
    raw_date_replaced
    // What no other rule tells of; last.
    field_unreadable
}
