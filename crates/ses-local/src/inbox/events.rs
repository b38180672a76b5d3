//! `GET /events`: server-sent events, for pages that want to know when to look
//! again.
//!
//! # Source
//!
//! HTML Standard, "Server-sent events".

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::Response,
};
use futures_util::stream;

use super::reply;
use crate::{server::Shared, store::Store};

/// A comment now and then keeps the connection, and finds out whether anybody
/// still listens.
const SILENCE: Duration = Duration::from_secs(15);

/// Tells of every change by an event `change`: its data are the numbers of
/// messages and refusals, its id counts the changes since the start.
pub(super) fn answer(shared: &Shared) -> Response<Body> {
    let mut news = shared.store.news();
    // The state of things now comes first.
    news.mark_changed();
    let store = Arc::clone(&shared.store);
    let events = stream::unfold((news, store), |(mut news, store)| async move {
        let text = match tokio::time::timeout(SILENCE, news.changed()).await {
            Ok(Ok(())) => {
                let id = *news.borrow_and_update();
                event(&store, id)
            }
            Ok(Err(_)) => return None,
            Err(_) => ": still here\n\n".to_owned(),
        };
        Some((Ok::<Bytes, Infallible>(text.into()), (news, store)))
    });
    let mut response = Response::new(Body::from_stream(events));
    reply::harden(&mut response, "text/event-stream");
    response
}

fn event(store: &Store, id: u64) -> String {
    let (messages, refusals, _) = store.counts();
    format!(
        "event: change\nid: {id}\ndata: {{\"messages\":{messages},\"refusals\":{refusals}}}\n\n"
    )
}
