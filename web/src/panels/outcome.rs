//! What became of the message, in SES's words.

use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::{Actor, Explanation, FailedIdentity, Rejection, Sent};

use super::credentials::clock;
use super::wrong_list::WrongList;
use crate::compose::Compose;
use crate::field::Field;
use crate::outcome::{Attempt, Outcome};
use crate::parts::{Code, CopyButton, Tone, focus_soon};
use crate::sending::{HeldBack, OUTCOME, Sending};
use crate::text::{Word, fill, t};

/// The heading, which names the region: moving focus there reads it.
const HEADING: &str = "outcome-heading";

#[component]
pub(crate) fn OutcomePanel() -> impl IntoView {
    let sending = expect_context::<Sending>();
    let compose = expect_context::<Compose>();
    let is_earlier = Memo::new(move |_| {
        sending.last.with(|last| {
            last.as_ref().is_some_and(|last| compose.draft.with(|draft| *draft != last.draft))
        })
    });
    let note = move || {
        let text = sending.last.with(|last| {
            let last = last.as_ref()?;
            if is_earlier.get() {
                Some(about_earlier(last))
            } else if sending.held_back.get() == Some(HeldBack::Again) {
                let is_sent = matches!(last.outcome, Outcome::Sent(_));
                Some(t(if is_sent { Word::AlreadySent } else { Word::MaybeSent }).to_owned())
            } else {
                None
            }
        });
        text.map(|text| view! { <p class="notice tone-warning">{text}</p> })
    };
    let state = move || {
        sending.last.with(|last| {
            Some(match last.as_ref()?.outcome {
                Outcome::Sent(_) => "sent",
                Outcome::Rejected(_) => "rejected",
                Outcome::Unclear(_) | Outcome::NoAnswer(_) => "unknown",
                Outcome::Unbuilt(_) | Outcome::Blocked => "blocked",
            })
        })
    };
    let class = move || match state() {
        None => "outcome".to_owned(),
        Some("sent") => format!("outcome card {}", Tone::Success.class()),
        Some("unknown") => format!("outcome card {}", Tone::Warning.class()),
        Some(_) => format!("outcome card {}", Tone::Danger.class()),
    };
    view! {
        <div
            id=OUTCOME
            class=class
            class:earlier=move || is_earlier.get()
            role="group"
            tabindex="-1"
            aria-labelledby=HEADING
            aria-describedby="outcome-note"
            data-state=state
        >
            <div class="live" id="outcome-note" role="status">
                {note}
            </div>
            {move || sending.last.get().map(report)}
        </div>
    }
}

/// The report is about a mail that is not the one on the form, by its subject.
fn about_earlier(attempt: &Attempt) -> String {
    match attempt.draft.subject.trim() {
        "" => t(Word::AboutEarlierUnnamed).to_owned(),
        subject => fill(Word::AboutEarlier, &[("subject", subject)]),
    }
}

fn report(attempt: Arc<Attempt>) -> AnyView {
    match attempt.outcome.clone() {
        Outcome::Sent(sent) => view! { <SentReport attempt=attempt sent=sent /> }.into_any(),
        Outcome::Rejected(rejection) => view! {
            <h2 id=HEADING>{t(Word::NotSent)}</h2>
            <p>{t(Word::NotSentLead)}</p>
            <Explained explanation=attempt.explanation.clone() />
            <Answer rejection=rejection />
        }
        .into_any(),
        Outcome::Unclear(rejection) => view! {
            <h2 id=HEADING>{t(Word::Unknown)}</h2>
            <p>{t(Word::UnknownLead)}</p>
            <Explained explanation=attempt.explanation.clone() />
            <Answer rejection=rejection />
        }
        .into_any(),
        Outcome::NoAnswer(reason) => view! {
            <h2 id=HEADING>{t(Word::Unknown)}</h2>
            <p>{fill(Word::NoAnswerLead, &[("origin", attempt.origin())])}</p>
            <Explained explanation=attempt.explanation.clone() />
            <p class="muted">
                {t(Word::BrowserSays)} ": " <code>{reason}</code>
            </p>
        }
        .into_any(),
        Outcome::Unbuilt(errors) => view! {
            <h2 id=HEADING>{t(Word::NotSent)}</h2>
            <WrongList wrong=errors />
        }
        .into_any(),
        Outcome::Blocked => view! {
            <h2 id=HEADING>{t(Word::NotSent)}</h2>
            <p>{fill(Word::BlockedLead, &[("origin", attempt.origin())])}</p>
        }
        .into_any(),
    }
}

#[component]
fn SentReport(attempt: Arc<Attempt>, sent: Sent) -> impl IntoView {
    let sending = expect_context::<Sending>();
    let inbox = attempt.inbox(&sent);
    let another = move |_| {
        sending.write_another();
        focus_soon("to");
    };
    view! {
        <h2 id=HEADING>{t(Word::Sent)}</h2>
        <p>{fill(Word::SentAt, &[("time", &clock(attempt.at))])}</p>
        <dl class="facts">
            <div class="wide">
                <dt>{t(Word::MessageId)}</dt>
                <dd class="with-action">
                    <code id="message-id">{sent.message_id.clone()}</code>
                    <CopyButton text=sent.message_id shown="message-id" />
                </dd>
            </div>
            <RequestId id=sent.request_id />
        </dl>
        <p>{fill(Word::NotDelivered, &[("address", &attempt.bounces_to)])}</p>
        <div class="actions">
            {inbox
                .map(|href| {
                    view! {
                        <a class="button primary" href=href target="_blank" rel="noopener">
                            {t(Word::OpenInbox)}
                        </a>
                    }
                })}
            <button type="button" class="button" on:click=another>
                {t(Word::WriteAnother)}
            </button>
        </div>
    }
}

/// The core's words for what went wrong.
#[component]
fn Explained(explanation: Option<Explanation>) -> impl IntoView {
    explanation.map(|explanation| {
        let Explanation { code, cause, fix, who, identities, .. } = explanation;
        let who: Vec<_> = who.into_iter().map(|actor| t(actor_word(actor))).collect();
        let identities = identities
            .into_iter()
            .filter(|failed| !failed.roles.is_empty())
            .map(|failed| view! { <Failed failed=failed /> })
            .collect_view();
        view! {
            <div class="explained" data-code=code>
                <p>{cause}</p>
                <ul>{identities}</ul>
                <p>
                    <strong>{t(Word::WhatToDo)} ": "</strong>
                    {fix}
                </p>
                <p>
                    <strong>{t(Word::WhoMustAct)} ": "</strong>
                    {who.join(t(Word::And))}
                </p>
            </div>
        }
    })
}

/// An address that failed SES's check, and where it stands in the draft.
#[component]
fn Failed(failed: FailedIdentity) -> impl IntoView {
    let fields: Vec<_> =
        failed.roles.iter().filter_map(|role| Field::at(&role.field)).map(Field::label).collect();
    view! {
        <li>
            <code>{failed.identity}</code>
            " "
            {fields.join(", ")}
        </li>
    }
}

fn actor_word(actor: Actor) -> Word {
    match actor {
        Actor::Delegate => Word::ActorDelegate,
        Actor::Owner => Word::ActorOwner,
        Actor::Aws => Word::ActorAws,
        Actor::Developer => Word::ActorDeveloper,
    }
}

/// Everything that the answer held.
#[component]
fn Answer(rejection: Rejection) -> impl IntoView {
    let no_code = || t(Word::NoCode).to_owned();
    let body = match rejection.body.as_str() {
        "" => t(Word::EmptyAnswer).to_owned(),
        body => body.to_owned(),
    };
    view! {
        <dl class="facts">
            <div>
                <dt>{t(Word::ErrorCode)}</dt>
                <dd>
                    <code id="error-code">{rejection.code.unwrap_or_else(no_code)}</code>
                </dd>
            </div>
            <div>
                <dt>{t(Word::HttpStatus)}</dt>
                <dd>{rejection.status}</dd>
            </div>
            <RequestId id=rejection.request_id />
            <div class="wide">
                <dt>{t(Word::ErrorMessage)}</dt>
                <dd id="error-message">{rejection.message.unwrap_or_else(no_code)}</dd>
            </div>
        </dl>
        <details>
            <summary>{t(Word::RawAnswer)}</summary>
            <Code label=t(Word::RawAnswer)>
                <pre>{body}</pre>
            </Code>
        </details>
    }
}

#[component]
fn RequestId(id: Option<String>) -> impl IntoView {
    id.map(|id| {
        view! {
            <div class="wide">
                <dt>{t(Word::RequestId)}</dt>
                <dd>
                    <code id="request-id">{id}</code>
                </dd>
            </div>
        }
    })
}
