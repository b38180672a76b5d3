//! A rule: a page for people, and a check.

use std::fmt;

use super::case::Case;
use super::finding::{Finding, Severity};
use super::letter::place;
use super::rules;
use crate::eml::SesHeader;
use crate::error::ParseError;
use crate::page;

/// A check, with its page.
pub struct Rule {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    /// Lines of its page, which as a whole stands in a table of its own.
    pub(super) why: &'static str,
    pub(super) mend: &'static str,
    pub(super) source: &'static str,
    /// Codes of the [`ParseError`]s that it tells of.
    pub(super) explains: &'static [&'static str],
    /// Which of those.
    pub(super) only: fn(&ParseError) -> bool,
    /// How it tells of one of those.
    pub(super) tell: fn(&Case<'_>, &ParseError) -> Hit,
    pub(super) check: fn(&Case<'_>) -> Vec<Hit>,
}

/// One thing that a check found.
pub(super) struct Hit {
    /// Path of the field.
    field: String,
    /// One sentence.
    found: String,
    /// In place of the page's general advice.
    mend: Option<String>,
}

impl Hit {
    pub(super) fn new(field: impl Into<String>, found: impl Into<String>) -> Self {
        Self { field: field.into(), found: found.into(), mend: None }
    }

    /// A refused field, in the words of its error.
    pub(super) fn refused(error: &ParseError) -> Self {
        Self::new(
            error.field(),
            format!("It must be {}, but is {}.", error.expected(), error.found()),
        )
    }

    /// One at each of these X-SES headers, which says what `found` makes of it.
    pub(super) fn at_each<'h>(
        headers: impl Iterator<Item = &'h SesHeader>,
        found: impl Fn(&SesHeader) -> String,
    ) -> Vec<Self> {
        headers.map(|header| Self::new(place(header), found(header))).collect()
    }

    /// The same, with advice of its own.
    pub(super) fn mend(self, how: impl Into<String>) -> Self {
        Self { mend: Some(how.into()), ..self }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl Rule {
    /// Its name, such as `from-not-covered`: that of its file, too.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// How much what it finds matters.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Its page in Markdown: what it checks, then Why, Example, Use instead and Source.
    pub fn page(&self) -> &'static str {
        rules::page(self)
    }

    /// The paragraphs under the heading `name`, as one line each; under none if blank.
    pub fn section(&self, name: &str) -> String {
        page::section(self.page(), name)
    }

    pub(super) fn findings(&self, case: &Case<'_>) -> Vec<Finding> {
        let mine = |error: &&ParseError| case.teller(error).code == self.code;
        let refused = case.letter.refused.iter().filter(mine).map(|error| self.told(case, error));
        let hits = (self.check)(case).into_iter().map(|hit| self.finding(hit));
        refused.chain(hits).collect()
    }

    /// What it says of a refused field.
    pub(super) fn told(&self, case: &Case<'_>, error: &ParseError) -> Finding {
        self.finding((self.tell)(case, error))
    }

    pub(super) fn tells_of(&self, error: &ParseError) -> bool {
        self.explains.contains(&error.code()) && (self.only)(error)
    }

    fn finding(&self, hit: Hit) -> Finding {
        Finding {
            code: self.code,
            severity: self.severity,
            field: hit.field,
            found: hit.found,
            why: page::plain(self.why),
            mend: hit.mend.unwrap_or_else(|| page::plain(self.mend)),
            source: page::plain(self.source),
        }
    }
}

/// `RULE`, whose page is its doc comment: code, severity and what it looks at.
///
/// Before what it looks at may stand the codes of the refused fields that it
/// tells of (`explains`), which of those (`only`, a `fn(&ParseError) -> bool`)
/// and how it tells of one (`tell`, a `fn(&Case<'_>, &ParseError) -> Hit`).
/// The first rule of the table that tells of a refused field is the only one.
macro_rules! rule {
    (@or ; $default:expr) => { $default };
    (@or $given:expr ; $default:expr) => { $given };
    (
        $(#[doc = $line:literal])*
        $code:literal, $severity:ident
        $(, explains: [$($explains:literal),* $(,)?]
            $(, only: $only:expr)?
            $(, tell: $tell:expr)?
        )? => $check:expr
    ) => {
        /// The page of the rule.
        pub(in crate::preflight) const PAGE: &str = concat!($($line, "\n"),*);

        $(#[doc = $line])*
        pub(in crate::preflight) static RULE: $crate::preflight::Rule = $crate::preflight::Rule {
            code: $code,
            severity: $crate::preflight::Severity::$severity,
            why: $crate::page::lines!(PAGE, "Why"),
            mend: $crate::page::lines!(PAGE, "Use instead"),
            source: $crate::page::lines!(PAGE, "Source"),
            explains: &[$($($explains),*)?],
            only: rule!(@or $($($only)?)? ; |_| true),
            tell: rule!(@or $($($tell)?)? ; |_, error| {
                $crate::preflight::rule::Hit::refused(error)
            }),
            check: $check,
        };
    };
}

pub(super) use rule;
