//! The form's state: one draft, and what derives from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::{
    Content, Delegate, Draft, Endpoint, File, Identity, IdentityArn, Reason, Route, Stamp,
    UnixTime, prepare,
};

use crate::checks;
use crate::field::Field;
use crate::place::{self, Owner};
use crate::wrong::{self, Wrong};

/// The draft and the marks that a person leaves on the form.
#[derive(Clone, Copy)]
pub(crate) struct Compose {
    pub(crate) draft: RwSignal<Draft>,
    /// Every wrong field.
    pub(crate) errors: Memo<Arc<Vec<Wrong>>>,
    /// The route that sending would take, if any can carry the draft.
    pub(crate) route: Memo<Option<(Route, Reason)>>,
    pub(crate) owner: Memo<Option<Owner>>,
    pub(crate) endpoint: Memo<Option<Endpoint>>,
    /// What a link filled in, until the notice is closed.
    pub(crate) prefilled: RwSignal<Vec<Field>>,
    /// The names of files that are still being read.
    pub(crate) reading: RwSignal<Vec<String>>,
    /// Counts the mails: a file read for one is not for the next.
    pub(crate) mail: RwSignal<usize>,
    /// True once sending was tried: from then on every error shows.
    attempted: RwSignal<bool>,
    left: RwSignal<BTreeSet<Field>>,
    /// The address that was typed before the identity dictated another.
    typed_address: StoredValue<Option<String>>,
}

impl Compose {
    pub(crate) fn new() -> Self {
        let draft = RwSignal::new(blank());
        Self {
            draft,
            errors: Memo::new(move |_| Arc::new(draft.with(errors))),
            route: Memo::new(move |_| draft.with(route)),
            owner: Memo::new(move |_| draft.with(place::owner)),
            endpoint: Memo::new(move |_| draft.with(place::endpoint)),
            prefilled: RwSignal::default(),
            reading: RwSignal::default(),
            mail: RwSignal::default(),
            attempted: RwSignal::new(false),
            left: RwSignal::default(),
            typed_address: StoredValue::default(),
        }
    }

    /// Fills in what a link says.
    pub(crate) fn fill(self, link: &[(Field, String)]) {
        for (field, text) in link {
            self.write(*field, text);
        }
        self.prefilled.set(link.iter().map(|(field, _)| *field).collect());
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
                self.typed_address.update_value(|typed| follow_identity(draft, typed));
            }
        });
    }

    /// The person went on: from now on the field's error shows.
    pub(crate) fn leave(self, field: Field) {
        if matches!(field, Field::Address | Field::SourceArn) {
            self.complete();
        }
        self.left.update(|left| {
            left.insert(field);
        });
    }

    /// Shows every error, and gives the first wrong field.
    pub(crate) fn attempt(self) -> Result<(), Option<Field>> {
        self.complete();
        self.attempted.set(true);
        let errors = self.errors.get_untracked();
        match errors.first() {
            None => Ok(()),
            Some(wrong) => Err(wrong.field),
        }
    }

    /// A local part alone is one at the identity's domain.
    fn complete(self) {
        if let Some(address) = self.draft.with_untracked(whole_address) {
            self.draft.update(|draft| Field::Address.write(draft, &address));
        }
    }

    pub(crate) fn was_attempted(self) -> bool {
        self.attempted.get()
    }

    /// The error to show beside `field`, if any and if it is time.
    pub(crate) fn error(self, field: Field) -> Option<String> {
        let due = self.attempted.get() || self.left.with(|left| left.contains(&field));
        due.then(|| {
            let errors = self.errors.get();
            errors.iter().find(|wrong| wrong.field == Some(field)).map(|wrong| wrong.text.clone())
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
                route: draft.route,
                ..Draft::default()
            };
        });
        self.attempted.set(false);
        self.left.set(BTreeSet::new());
        self.mail.update(|mail| *mail += 1);
        self.reading.set(Vec::new());
    }
}

/// A blank draft of a delegate sender.
pub(crate) fn blank() -> Draft {
    Draft { delegate: Some(Delegate::default()), ..Draft::default() }
}

/// Every wrong field of `draft`. Files are judged without their bytes, which are never wrong.
fn errors(draft: &Draft) -> Vec<Wrong> {
    let hollow = hollow(draft);
    let mut errors = wrong::all(&prepare(&hollow, &epoch()).err().unwrap_or_default(), draft);
    checks::add_errors(&mut errors, &hollow);
    errors
}

/// The route that the core would take for a message of this kind, with everything else right.
fn route(draft: &Draft) -> Option<(Route, Reason)> {
    const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    const OTHER_ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/a@example.com";
    let delegate = has_two_arns(draft).then(|| Delegate {
        source_arn: ARN.into(),
        from_arn: OTHER_ARN.into(),
        ..Delegate::default()
    });
    let stand_in = Draft {
        delegate,
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

/// One for Source and another for From.
fn has_two_arns(draft: &Draft) -> bool {
    let read = |field: Field| field.read(draft).trim().parse::<IdentityArn>().ok();
    let (source, from) = (read(Field::SourceArn), read(Field::FromArn));
    source.is_some() && from.is_some() && source != from
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

/// What an identity ARN decides: its Region, and an address identity the sender's address.
///
/// `typed` keeps the address that was there before.
fn follow_identity(draft: &mut Draft, typed: &mut Option<String>) {
    let owner = place::owner(draft);
    if owner.as_ref().is_some_and(|owner| owner.region.is_some()) {
        draft.region.clear();
    }
    match owner.map(|owner| owner.identity) {
        Some(Identity::Address(address)) => {
            typed.get_or_insert_with(|| Field::Address.read(draft));
            Field::Address.write(draft, address.as_str());
        }
        _ => {
            if let Some(typed) = typed.take() {
                Field::Address.write(draft, &typed);
            }
        }
    }
}

/// The whole address, if a local part alone was typed and the identity is a domain.
fn whole_address(draft: &Draft) -> Option<String> {
    let typed = Field::Address.read(draft);
    let local = typed.trim();
    match place::owner(draft)?.identity {
        Identity::Domain(domain) if !local.is_empty() && !local.contains('@') => {
            Some(format!("{local}@{domain}"))
        }
        _ => None,
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

    const PLACE: &str = "arn:aws:ses:us-east-1:123456789012:identity/";

    #[test]
    fn an_address_identity_is_the_sender_for_as_long_as_it_stands() {
        let mut draft = draft(&format!("{PLACE}Ann@example.com"));
        draft.from = "\"Ann\" <info@example.org>".into();
        draft.region = "eu-west-1".into();
        let mut typed = None;
        follow_identity(&mut draft, &mut typed);
        assert_eq!(draft.from, "\"Ann\" <Ann@example.com>");
        assert_eq!(draft.region, "", "the ARN names another");
        follow_identity(&mut draft, &mut typed);
        Field::SourceArn.write(&mut draft, &format!("{PLACE}example.org"));
        follow_identity(&mut draft, &mut typed);
        assert_eq!(draft.from, "\"Ann\" <info@example.org>");
        Field::Address.write(&mut draft, "x@example.org");
        follow_identity(&mut draft, &mut typed);
        assert_eq!(Field::Address.read(&draft), "x@example.org");
    }

    #[test]
    fn a_local_part_is_at_the_identitys_domain() {
        let mut draft = draft(&format!("{PLACE}example.com"));
        Field::Address.write(&mut draft, "ann ");
        assert_eq!(whole_address(&draft).as_deref(), Some("ann@example.com"));
        Field::Address.write(&mut draft, "ann@example.com");
        assert_eq!(whole_address(&draft), None);
    }

    #[test]
    fn the_route_is_known_before_the_draft_is_right() {
        let mut draft = blank();
        assert_eq!(route(&draft), Some((Route::V1SendEmail, Reason::NoFiles)));
        draft.attachments.push(File::default());
        assert_eq!(route(&draft), Some((Route::V1SendRawEmail, Reason::Attachments)));
        draft.route = Some(Route::V1SendEmail);
        assert_eq!(route(&draft), None);
        draft = self::draft(&format!("{PLACE}example.com"));
        Field::FromArn.write(&mut draft, &format!("{PLACE}example.org"));
        assert_eq!(route(&draft), Some((Route::V1SendRawEmail, Reason::TwoArns)));
    }
}
