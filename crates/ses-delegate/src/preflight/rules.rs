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
    template_unreadable
    template_unchecked
    template_inline_tags
    template_size
    template_data
    template_variable_missing
    template_variable_unused
    // The route.
    // What no other rule tells of; last.
    field_unreadable
}
