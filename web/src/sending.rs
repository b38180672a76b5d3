//! From a click to an outcome.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use ses_delegate::{Draft, Mailbox, PayloadHash, prepare};

use crate::chance;
use crate::checks::Checks;
use crate::compose::Compose;
use crate::field::Field;
use crate::net;
use crate::outcome::{Attempt, Outcome};
use crate::parts::focus_soon;
use crate::session::{Held, Session};
use crate::timing::let_it_draw;
use crate::wrong;

/// Where focus goes once an attempt has ended.
pub(crate) const OUTCOME: &str = "outcome";

/// Where focus goes when warnings hold a mail back.
pub(crate) const WARNINGS: &str = "warning-summary";

/// What asks for a message to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trigger {
    Button,
    /// Keys, which are more easily pressed twice.
    Keys,
}

/// Why nothing was sent when it was asked for, though no field is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeldBack {
    /// A file is still being read.
    Reading,
    /// The same draft was sent already, or may have been.
    Again,
    /// There are warnings, which are shown now.
    Warned,
}

/// The one message that may be on its way.
#[derive(Clone, Copy)]
pub(crate) struct Sending {
    compose: Compose,
    session: Session,
    checks: Checks,
    pub(crate) is_under_way: RwSignal<bool>,
    pub(crate) last: RwSignal<Option<Arc<Attempt>>>,
    /// The last attempt that sent something, or may have.
    sent: RwSignal<Option<Arc<Attempt>>>,
    /// True while the draft is the one that was sent last: SES knows no duplicates.
    pub(crate) is_again: Memo<bool>,
    pub(crate) held_back: RwSignal<Option<HeldBack>>,
}

impl Sending {
    pub(crate) fn new(compose: Compose, session: Session, checks: Checks) -> Self {
        let sent = RwSignal::new(None::<Arc<Attempt>>);
        let is_again = Memo::new(move |_| {
            sent.with(|sent| {
                sent.as_ref().is_some_and(|sent| compose.draft.with(|draft| *draft == sent.draft))
            })
        });
        let held_back = RwSignal::new(None);
        // What held it back holds for no other draft.
        Effect::watch(move || compose.draft.track(), move |(), _, _| held_back.set(None), false);
        Self {
            compose,
            session,
            checks,
            is_under_way: RwSignal::new(false),
            last: RwSignal::new(None),
            sent,
            is_again,
            held_back,
        }
    }

    /// Sends, or moves focus to what is missing. `credentials_box` is where they are pasted.
    pub(crate) fn start(self, trigger: Trigger, credentials_box: &'static str) {
        if self.is_under_way.get_untracked() {
            return;
        }
        let Some(held) = untrack(|| self.session.usable()) else {
            return focus_soon(credentials_box);
        };
        if let Err(first_wrong) = self.compose.attempt() {
            if let Some(field) = first_wrong {
                focus_soon(field.id());
            }
            return;
        }
        if self.compose.reading.with_untracked(|reading| !reading.is_empty()) {
            self.held_back.set(Some(HeldBack::Reading));
            return focus_soon(Field::Files.id());
        }
        if self.is_again.get_untracked() {
            let was_told = self.held_back.get_untracked() == Some(HeldBack::Again);
            if !was_told || trigger == Trigger::Keys {
                self.held_back.set(Some(HeldBack::Again));
                self.last.set(self.sent.get_untracked());
                return focus_soon(OUTCOME);
            }
        }
        let was_warned = self.held_back.get_untracked() == Some(HeldBack::Warned);
        if self.compose.draft.with_untracked(|draft| self.checks.ask(draft))
            || (was_warned && trigger == Trigger::Keys)
        {
            self.held_back.set(Some(HeldBack::Warned));
            return focus_soon(WARNINGS);
        }
        self.is_under_way.set(true);
        self.held_back.set(None);
        self.last.set(None);
        let draft = self.compose.draft.get_untracked();
        spawn_local(async move {
            let_it_draw().await;
            let attempt = Arc::new(attempt(draft, &held).await);
            self.is_under_way.set(false);
            if attempt.outcome.may_be_sent() {
                self.sent.set(Some(Arc::clone(&attempt)));
            }
            self.last.set(Some(attempt));
            focus_soon(OUTCOME);
        });
    }

    /// Leaves the mail behind, for another.
    pub(crate) fn write_another(self) {
        self.last.set(None);
        self.sent.set(None);
        self.held_back.set(None);
        self.checks.forget();
        self.compose.write_another();
    }
}

/// One attempt: a fresh stamp, a fresh signature, one request.
async fn attempt(draft: Draft, held: &Held) -> Attempt {
    let stamp = chance::stamp();
    let built = prepare(&draft, &stamp)
        .and_then(|prepared| prepared.body().map(|body| (prepared, body)).map_err(|e| vec![e]));
    let (outcome, endpoint) = match built {
        Ok((prepared, body)) => {
            let hash = PayloadHash::of(&body);
            let signed = prepared.sign(&hash, &held.credentials, stamp.at);
            let answer = net::send(signed, body).await;
            (Outcome::of(&prepared, answer), Some(prepared.endpoint))
        }
        // The form has judged all but the files' bytes.
        Err(errors) => (Outcome::Unbuilt(wrong::all(&errors, &draft)), None),
    };
    let bounces_to = bounces_to(&draft);
    Attempt { draft, outcome, at: chance::now().seconds(), endpoint, bounces_to }
}

fn bounces_to(draft: &Draft) -> String {
    let sender = || {
        draft
            .from
            .parse()
            .map(|mailbox: Mailbox| mailbox.address.as_str().to_owned())
            .unwrap_or_default()
    };
    match draft.return_path.trim() {
        "" => sender(),
        address => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounces_go_to_the_return_path_or_the_sender() {
        let mut draft = Draft { from: "\"Ann\" <ann@example.com>".into(), ..Draft::default() };
        assert_eq!(bounces_to(&draft), "ann@example.com");
        draft.return_path = " b@example.com ".into();
        assert_eq!(bounces_to(&draft), "b@example.com");
    }
}
