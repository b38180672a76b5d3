//! The form's state: one draft, and what derives from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::{
    Content, Delegate, Draft, Endpoint, File, Identity, ParseError, Reason, Route, Stamp, UnixTime,
    prepare,
};

use crate::field::Field;
use crate::place::{self, Owner};

/// The draft and the marks that a person leaves on the form.
#[derive(Clone, Copy)]
pub(crate) struct Compose {
    pub(crate) draft: RwSignal<Draft>,
    /// Every wrong field.
    pub(crate) errors: Memo<Arc<Vec<ParseError>>>,
    /// The route that sending would take, if any can carry the draft.
    pub(crate) route: Memo<Option<(Route, Reason)>>,
    pub(crate) owner: Memo<Option<Owner>>,
    pub(crate) endpoint: Memo<Option<Endpoint>>,
    /// True until the notice is closed, if a link filled the form.
    pub(crate) prefilled: RwSignal<bool>,
    /// True once sending was tried: from then on every error shows.
    attempted: RwSignal<bool>,
    left: RwSignal<BTreeSet<Field>>,
}

impl Compose {
    pub(crate) fn new(draft: Draft, prefilled: bool) -> Self {
        let draft = RwSignal::new(draft);
        Self {
            draft,
            errors: Memo::new(move |_| Arc::new(draft.with(errors))),
            route: Memo::new(move |_| draft.with(route)),
            owner: Memo::new(move |_| draft.with(place::owner)),
            endpoint: Memo::new(move |_| draft.with(place::endpoint)),
            prefilled: RwSignal::new(prefilled),
            attempted: RwSignal::new(false),
            left: RwSignal::new(BTreeSet::new()),
        }
    }

    /// What `field` shows.
    pub(crate) fn text(self, field: Field) -> Signal<String> {
        Memo::new(move |_| self.draft.with(|draft| field.read(draft))).into()
    }

    /// Puts what was typed into the draft, and what follows from it.
    pub(crate) fn write(self, field: Field, typed: &str) {
        self.draft.update(|draft| {
            field.write(draft, typed);
            if field == Field::SourceArn {
                follow_identity(draft);
            }
        });
    }

    /// The person went on: from now on the field's error shows.
    pub(crate) fn leave(self, field: Field) {
        if field == Field::Address {
            self.draft.update(complete_address);
        }
        self.left.update(|left| {
            left.insert(field);
        });
    }

    /// Shows every error, and gives the first wrong field.
    pub(crate) fn attempt(self) -> Result<(), Option<Field>> {
        self.attempted.set(true);
        let errors = self.errors.get_untracked();
        match errors.first() {
            None => Ok(()),
            Some(error) => Err(Field::of(error)),
        }
    }

    pub(crate) fn was_attempted(self) -> bool {
        self.attempted.get()
    }

    /// The error to show beside `field`, if any and if it is time.
    pub(crate) fn error(self, field: Field) -> Option<String> {
        let due = self.attempted.get() || self.left.with(|left| left.contains(&field));
        due.then(|| {
            self.errors.get().iter().find(|error| Field::of(error) == Some(field)).map(sentence)
        })
        .flatten()
    }

    pub(crate) fn recipients(self) -> usize {
        self.draft.with(|draft| draft.to.len() + draft.cc.len() + draft.bcc.len())
    }

    /// An empty message to new recipients, from the same sender by the same way.
    pub(crate) fn write_another(self) {
        self.draft.update(|draft| {
            *draft = Draft {
                delegate: draft.delegate.take(),
                region: std::mem::take(&mut draft.region),
                from: std::mem::take(&mut draft.from),
                return_path: std::mem::take(&mut draft.return_path),
                endpoint: std::mem::take(&mut draft.endpoint),
                ..Draft::default()
            };
        });
        self.attempted.set(false);
        self.left.set(BTreeSet::new());
    }
}

/// A blank draft of a delegate sender.
pub(crate) fn blank() -> Draft {
    Draft { delegate: Some(Delegate::default()), ..Draft::default() }
}

/// The error as a sentence of its own.
pub(crate) fn sentence(error: &ParseError) -> String {
    let message = error.message();
    let mut chars = message.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).chain(['.']).collect()
}

/// Every wrong field of `draft`. Files are judged without their bytes, which are never wrong.
fn errors(draft: &Draft) -> Vec<ParseError> {
    prepare(&hollow(draft), &epoch()).err().unwrap_or_default()
}

/// The route that the core would take for a message of this kind, with everything else right.
fn route(draft: &Draft) -> Option<(Route, Reason)> {
    let stand_in = Draft {
        delegate: None,
        region: "us-east-1".into(),
        from: "a@example.com".into(),
        to: vec!["a@example.com".into()],
        attachments: draft
            .attachments
            .iter()
            .map(|_| File { filename: "a".into(), ..File::default() })
            .collect(),
        route: draft.route,
        ..Draft::default()
    };
    let prepared = prepare(&stand_in, &epoch()).ok()?;
    Some((prepared.route, prepared.reason))
}

/// A stamp for what is judged and thrown away.
fn epoch() -> Stamp {
    Stamp { at: UnixTime::from_seconds(0).expect("1970 is a year"), nonce: [0; 16] }
}

fn hollow(draft: &Draft) -> Draft {
    let mut hollow = draft.clone();
    for file in &mut hollow.attachments {
        file.content = Content::default();
    }
    hollow
}

/// An address identity allows one sender address.
fn follow_identity(draft: &mut Draft) {
    if let Some(Owner { identity: Identity::Address(address), .. }) = place::owner(draft) {
        Field::Address.write(draft, address.as_str());
    }
}

/// A local part alone is one at the identity's domain.
fn complete_address(draft: &mut Draft) {
    let typed = Field::Address.read(draft);
    let local = typed.trim();
    if let Some(Owner { identity: Identity::Domain(domain), .. }) = place::owner(draft)
        && !local.is_empty()
        && !local.contains('@')
    {
        Field::Address.write(draft, &format!("{local}@{domain}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(arn: &str) -> Draft {
        let mut draft = blank();
        Field::SourceArn.write(&mut draft, arn);
        draft
    }

    #[test]
    fn an_address_identity_is_the_sender() {
        let mut draft = draft("arn:aws:ses:us-east-1:123456789012:identity/Ann@example.com");
        Field::Name.write(&mut draft, "Ann");
        follow_identity(&mut draft);
        assert_eq!(draft.from, "\"Ann\" <Ann@example.com>");
    }

    #[test]
    fn a_local_part_is_at_the_identitys_domain() {
        let mut draft = draft("arn:aws:ses:us-east-1:123456789012:identity/example.com");
        Field::Address.write(&mut draft, "ann ");
        complete_address(&mut draft);
        assert_eq!(draft.from, "ann@example.com");
        complete_address(&mut draft);
        assert_eq!(draft.from, "ann@example.com");
    }

    #[test]
    fn the_route_is_known_before_the_draft_is_right() {
        let mut draft = blank();
        assert_eq!(route(&draft), Some((Route::V1SendEmail, Reason::TextOnly)));
        draft.attachments.push(File::default());
        assert_eq!(route(&draft), Some((Route::V1SendRawEmail, Reason::Attachments)));
        draft.route = Some(Route::V1SendEmail);
        assert_eq!(route(&draft), None);
    }

    #[test]
    fn errors_are_sentences() {
        let errors = errors(&blank());
        assert_eq!(Field::of(&errors[0]), Some(Field::SourceArn));
        let text = sentence(&errors[0]);
        assert!(text.starts_with("Expected an identity ARN"), "{text}");
        assert!(text.ends_with("but found nothing."), "{text}");
    }
}
