//! `GET /events`: what happens, told to pages and tests at once.
//!
//! # Source
//!
//! HTML Standard, "Server-sent events".

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{HeaderMap, Response},
    response::{
        IntoResponse, Sse,
        sse::{Event as Sent, KeepAlive},
    },
};
use futures_util::{Stream, StreamExt, stream};
use serde_json::json;
use tokio::sync::watch;

use super::reply;
use crate::{
    server::Shared,
    store::{Happened, News},
};

/// A comment now and then keeps the connection, and finds out whether anybody
/// still listens.
const SILENCE: Duration = Duration::from_secs(15);

/// First `ready`, with how many there are; or `reset`, when events after
/// `Last-Event-ID` are forgotten or of another run; then every event, until
/// the server stops.
pub(super) fn answer(shared: &Shared, headers: &HeaderMap) -> Response<Body> {
    let news = Arc::clone(shared.store.news());
    // Subscribed before the start is chosen: nothing is missed between the two.
    let changes = news.subscribe();
    let last_id = headers.get("last-event-id").map(|id| id.to_str().unwrap_or_default());
    let resumed = last_id.map(|id| news.number(id).filter(|number| news.after(*number).is_some()));
    let (name, start) = match resumed {
        Some(Some(number)) => ("ready", number),
        Some(None) => ("reset", news.latest()),
        None => ("ready", news.latest()),
    };
    let (messages, refusals) = shared.store.counts();
    let counts = json!({ "messages": messages.kept, "refusals": refusals.kept });
    let first = Sent::default().event(name).id(news.id(start)).data(counts.to_string());
    let rest = Listener { news, changes, told: start, next: VecDeque::new() }.events();
    let events = stream::iter([first]).chain(rest).take_until(shared.store.closing());
    let keep_alive = KeepAlive::new().interval(SILENCE).text("still here");
    let mut response =
        Sse::new(events.map(Ok::<_, Infallible>)).keep_alive(keep_alive).into_response();
    reply::harden(&mut response, "text/event-stream");
    response
}

/// One who listens. It is told from what is remembered for all: one who reads
/// slowly costs nothing.
struct Listener {
    news: Arc<News>,
    changes: watch::Receiver<u64>,
    told: u64,
    next: VecDeque<Happened>,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Sent> {
        stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((event, listener))
        })
    }

    async fn next(&mut self) -> Option<Sent> {
        loop {
            if let Some(Happened { number, event }) = self.next.pop_front() {
                self.told = number;
                let data = serde_json::to_string(&event).unwrap_or_default();
                let sent = Sent::default().event(event.name()).id(self.news.id(number));
                return Some(sent.data(data));
            }
            self.changes.mark_unchanged();
            match self.news.after(self.told) {
                Some(events) if events.is_empty() => self.changes.changed().await.ok()?,
                Some(events) => self.next = events.into(),
                None => {
                    self.told = self.news.latest();
                    let sent = Sent::default().event("reset").id(self.news.id(self.told));
                    return Some(sent.data("{}"));
                }
            }
        }
    }
}
