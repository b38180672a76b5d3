//! From a click to an outcome.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use ses_delegate::{Draft, Mailbox, prepare};

use crate::chance;
use crate::compose::Compose;
use crate::net;
use crate::outcome::{Attempt, Outcome};
use crate::parts::focus_soon;
use crate::session::{Held, Session};
use crate::timing::let_it_draw;

/// Where focus goes once an attempt has ended.
pub(crate) const OUTCOME: &str = "outcome";

/// The one message that may be on its way.
#[derive(Clone, Copy)]
pub(crate) struct Sending {
    compose: Compose,
    session: Session,
    pub(crate) is_under_way: RwSignal<bool>,
    pub(crate) last: RwSignal<Option<Arc<Attempt>>>,
}

impl Sending {
    pub(crate) fn new(compose: Compose, session: Session) -> Self {
        Self { compose, session, is_under_way: RwSignal::new(false), last: RwSignal::new(None) }
    }

    /// Sends, or moves focus to what is missing. `credentials_box` is where they are pasted.
    pub(crate) fn start(self, credentials_box: &'static str) {
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
        self.is_under_way.set(true);
        self.last.set(None);
        let draft = self.compose.draft.get_untracked();
        spawn_local(async move {
            let_it_draw().await;
            let attempt = attempt(&draft, &held).await;
            self.is_under_way.set(false);
            self.last.set(Some(Arc::new(attempt)));
            focus_soon(OUTCOME);
        });
    }
}

/// One attempt: a fresh stamp, a fresh signature, one request.
async fn attempt(draft: &Draft, held: &Held) -> Attempt {
    let stamp = chance::stamp();
    let (outcome, endpoint) = match prepare(draft, &stamp) {
        Ok(prepared) => {
            let signed = prepared.sign(&held.credentials, stamp.at);
            let answer = net::post(signed).await;
            (Outcome::of(&prepared, answer), Some(prepared.endpoint))
        }
        // The form has judged all but the files' bytes.
        Err(errors) => (Outcome::Unbuilt(errors), None),
    };
    Attempt { outcome, at: chance::now().seconds(), bounces_to: bounces_to(draft), endpoint }
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
