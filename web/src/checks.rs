//! What the core's checks find in the draft, and which warnings were answered.

use std::collections::BTreeSet;

use leptos::prelude::*;
use ses_delegate::{Draft, Finding, Known, KnownCredentials, Severity, UnixTime, preflight};

use crate::chance;
use crate::field::Field;
use crate::session::{Held, Session};
use crate::text::{Word, fill};
use crate::wrong::Wrong;

/// Warnings ask once: those that a person has seen are remembered until the next mail.
#[derive(Clone, Copy)]
pub(crate) struct Checks {
    pub(crate) session: Session,
    seen: StoredValue<BTreeSet<(&'static str, String)>>,
    /// The warnings that hold a mail back.
    pub(crate) asking: RwSignal<Vec<Finding>>,
}

impl Checks {
    pub(crate) fn new(session: Session) -> Self {
        Self { session, seen: StoredValue::default(), asking: RwSignal::default() }
    }

    /// Everything that is found in `draft`.
    pub(crate) fn run(self, draft: &Draft) -> Vec<Finding> {
        let held = self.session.held.get_untracked();
        preflight(draft, &known(held.as_deref(), chance::now()))
    }

    /// Shows the warnings of `draft` if one of them was not seen before.
    pub(crate) fn ask(self, draft: &Draft) -> bool {
        let mut warnings = self.run(draft);
        warnings.retain(|finding| finding.severity == Severity::Warning);
        let is_new = self.is_new(&warnings);
        if is_new {
            self.asking.set(warnings);
        }
        is_new
    }

    /// Whether one of them was not seen before. Now all are.
    fn is_new(self, warnings: &[Finding]) -> bool {
        let mut is_new = false;
        self.seen.update_value(|seen| {
            for finding in warnings {
                is_new |= seen.insert((finding.code, finding.field.clone()));
            }
        });
        is_new
    }

    /// For the next mail.
    pub(crate) fn forget(self) {
        self.seen.set_value(BTreeSet::new());
        self.asking.set(Vec::new());
    }
}

/// What is known besides the draft.
pub(crate) fn known(held: Option<&Held>, at: UnixTime) -> Known {
    Known {
        at: Some(at),
        credentials: held.map(|held| {
            let expire = held.expires.and_then(|end| UnixTime::from_seconds(end).ok());
            KnownCredentials::of(&held.credentials, expire)
        }),
        ..Known::default()
    }
}

/// Adds to `wrong` what is found to block `draft` in fields that nothing is said of yet.
pub(crate) fn add_errors(wrong: &mut Vec<Wrong>, draft: &Draft) {
    let errors = preflight(draft, &Known::default());
    for finding in errors.iter().filter(|finding| finding.severity == Severity::Error) {
        let found = Wrong::from(finding);
        if wrong.iter().all(|known| known.field != found.field || known.field.is_none()) {
            wrong.push(found);
        }
    }
}

impl From<&Finding> for Wrong {
    fn from(finding: &Finding) -> Self {
        Self {
            field: Field::at(&finding.field),
            text: fill(Word::FoundAndMend, &[("found", &finding.found), ("mend", &finding.mend)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ses_delegate::Delegate;

    fn draft(from: &str) -> Draft {
        Draft {
            delegate: Some(Delegate {
                source_arn: "arn:aws:ses:us-east-1:123456789012:identity/example.com".into(),
                ..Delegate::default()
            }),
            from: from.into(),
            to: vec!["bob@example.org".into()],
            subject: "s".into(),
            text: "t".into(),
            ..Draft::default()
        }
    }

    #[test]
    fn what_blocks_is_wrong_once_a_field() {
        let mut wrong = Vec::new();
        add_errors(&mut wrong, &draft("ann@example.com"));
        assert_eq!(wrong, []);
        add_errors(&mut wrong, &draft("ann@example.org"));
        let [only] = wrong.as_slice() else { panic!("{wrong:?}") };
        assert_eq!(only.field, Some(Field::Address));
        assert!(only.text.contains("example.org"), "{}", only.text);
        add_errors(&mut wrong, &draft("ann@example.org"));
        assert_eq!(wrong.len(), 1);
    }

    #[test]
    fn warnings_ask_once() {
        let owner = Owner::new();
        owner.set();
        let checks = Checks::new(Session::new(RwSignal::new(0).into()));
        // Judged without the browser's clock.
        let warnings = |draft: &Draft| {
            let mut found = preflight(draft, &Known::default());
            found.retain(|finding| finding.severity == Severity::Warning);
            found
        };
        let away = Draft { return_path: "b@example.net".into(), ..draft("ann@example.com") };
        assert!(!warnings(&away).is_empty());
        assert!(checks.is_new(&warnings(&away)));
        assert!(!checks.is_new(&warnings(&away)));
        checks.forget();
        assert!(checks.is_new(&warnings(&away)));
    }
}
