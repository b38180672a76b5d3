//! A cause: a page for people, and how it is known.

use super::case::Case;
use super::causes;
use super::explanation::{Actor, Explanation, Fate, Retry};
use crate::page;

/// A cause of failure, with its page.
pub struct Cause {
    pub(super) code: &'static str,
    pub(super) who: &'static [Actor],
    pub(super) retry: Retry,
    /// Lines of its page, which as a whole stands in a table of its own.
    pub(super) why: &'static str,
    pub(super) fix: &'static str,
    pub(super) source: &'static str,
    /// Whether it is the cause, if none before it in the table is.
    pub(super) is: fn(&Case<'_>) -> bool,
    /// What the failure at hand tells besides the page.
    pub(super) tell: fn(&Case<'_>, &mut Explanation),
}

impl Cause {
    /// Its name, such as `identity-not-verified`: that of its file, too.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Who must act, unless the failure tells it more exactly.
    pub fn who(&self) -> &'static [Actor] {
        self.who
    }

    /// When to try again, unless the failure tells it more exactly.
    pub fn retry(&self) -> Retry {
        self.retry
    }

    /// Its page in Markdown: the cause, then What to do, Example and Source.
    pub fn page(&self) -> &'static str {
        causes::page(self)
    }

    /// The paragraphs under the heading `name`, as one line each; under none if blank.
    pub fn section(&self, name: &str) -> String {
        page::section(self.page(), name)
    }

    pub(super) fn explain(&self, case: &Case<'_>) -> Explanation {
        let fate = if case.failure.is_ambiguous() {
            Fate::MayBeSent
        } else {
            Fate::NotSent { retry: self.retry }
        };
        let mut explanation = Explanation {
            code: self.code,
            cause: page::plain(self.why),
            fix: page::plain(self.fix),
            who: self.who.to_vec(),
            fate,
            identities: Vec::new(),
            is_list_cut: false,
            denied: None,
            region: None,
            skew: None,
            source: page::plain(self.source),
            original: case.failure.original().clone(),
        };
        (self.tell)(case, &mut explanation);
        explanation
    }
}

/// `CAUSE`, whose page is its doc comment: code, who must act, when to try
/// again, how it is known and, if need be, what the failure tells besides.
macro_rules! cause {
    (
        $(#[doc = $line:literal])*
        $code:literal, $who:tt, $retry:expr, $is:expr $(, $tell:expr)? $(,)?
    ) => {
        /// The page of the cause.
        pub(in crate::explain) const PAGE: &str = concat!($($line, "\n"),*);

        $(#[doc = $line])*
        pub(in crate::explain) static CAUSE: $crate::explain::Cause = $crate::explain::Cause {
            code: $code,
            who: &{
                #[allow(unused_imports, reason = "not every cause names everybody")]
                use $crate::explain::Actor::{Aws, Delegate, Developer, Owner};
                $who
            },
            retry: {
                use $crate::explain::Retry;
                $retry
            },
            why: $crate::page::lines!(PAGE, ""),
            fix: $crate::page::lines!(PAGE, "What to do"),
            source: $crate::page::lines!(PAGE, "Source"),
            is: $is,
            tell: $crate::explain::cause::first!($($tell,)? |_, _| {}),
        };
    };
}

macro_rules! first {
    ($first:expr $(, $other:expr)*) => {
        $first
    };
}

pub(super) use {cause, first};
