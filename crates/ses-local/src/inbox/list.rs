//! `GET /messages` and `GET /refusals`: a page of what fits, at once or as soon
//! as there is enough.

use std::sync::Arc;

use axum::{body::Body, http::Response};
use serde_json::{Map, Value, json};

use super::{
    query::{Query, QueryError},
    reply::{failed, json_answer, unusable},
    view::{RefusalRow, Row},
};
use crate::{
    server::Shared,
    store::{Page, Place, Search, Store, StoreError},
};

pub(super) async fn messages(shared: &Shared, query: Option<&str>) -> Response<Body> {
    let look = |search: Search| {
        let store = Arc::clone(&shared.store);
        async move { store.messages(&search).await }
    };
    let found = find(&shared.store, query, look).await;
    answer(found, |page| {
        let rows: Vec<Row> = page.items.iter().map(|(_, message)| Row::of(message)).collect();
        let next = page.items.last().map(|(_, message)| message.delivery.id.clone());
        ("messages", json!(rows), next, shared.store.counts().0.dropped)
    })
}

pub(super) async fn refusals(shared: &Shared, query: Option<&str>) -> Response<Body> {
    let look = |search: Search| {
        let store = Arc::clone(&shared.store);
        async move { Ok(store.refusals(&search)) }
    };
    let found = find(&shared.store, query, look).await;
    answer(found, |page| {
        let rows: Vec<RefusalRow> =
            page.items.iter().map(|(sequence, one)| RefusalRow::of(*sequence, one)).collect();
        let next = page.items.last().map(|(_, refused)| refused.id.clone());
        ("refusals", json!(rows), next, shared.store.counts().1.dropped)
    })
}

/// A page, and whether time was up before there was enough; absent when the
/// query did not wait.
struct Found<T> {
    page: Page<T>,
    timed_out: Option<bool>,
}

enum Failed {
    Query(QueryError),
    Store(StoreError),
}

/// Waits as the query says. What comes meanwhile is looked at once each; who
/// goes away stops waiting, and a server that ends lets nobody wait.
async fn find<T, F>(
    store: &Store,
    query: Option<&str>,
    look: impl Fn(Search) -> F,
) -> Result<Found<T>, Failed>
where
    F: Future<Output = Result<Option<Page<T>>, StoreError>>,
{
    let Query { mut search, wait, count } = Query::parse(query).map_err(Failed::Query)?;
    // Subscribed before the first look: nothing is missed between the two.
    let mut news = store.news().subscribe();
    let page = look(search.clone()).await.map_err(Failed::Store)?;
    let page = page.ok_or_else(|| Failed::Query(unknown_place(&search)))?;
    let Some(wait) = wait else { return Ok(Found { page, timed_out: None }) };
    if page.total >= count {
        return Ok(Found { page, timed_out: Some(false) });
    }
    // The message it names may be deleted while one waits.
    search.since = Some(Place::Sequence(page.since));
    let enough = async {
        let (mut total, mut seen) = (page.total, page.newest);
        while news.changed().await.is_ok() {
            let newer = Search { since: Some(Place::Sequence(seen)), limit: 0, ..search.clone() };
            if let Some(newer) = look(Search { before: None, ..newer }).await? {
                total += newer.total;
                seen = newer.newest;
            }
            if total < count {
                continue;
            }
            // Some may have been deleted meanwhile: then they are waited for again.
            let Some(page) = look(search.clone()).await? else { break };
            if page.total >= count {
                return Ok(Some(page));
            }
            (total, seen) = (page.total, page.newest);
        }
        Ok(None)
    };
    let found = tokio::select! {
        found = enough => found.map_err(Failed::Store)?,
        () = store.closing() => None,
        () = tokio::time::sleep(wait) => None,
    };
    if let Some(page) = found {
        return Ok(Found { page, timed_out: Some(false) });
    }
    let page = look(search.clone()).await.map_err(Failed::Store)?;
    let page = page.ok_or_else(|| Failed::Query(unknown_place(&search)))?;
    Ok(Found { timed_out: Some(page.total < count), page })
}

fn unknown_place(search: &Search) -> QueryError {
    let by_id = |place: &Option<Place>| matches!(place, Some(Place::Id(_)));
    let name = if by_id(&search.before) && !by_id(&search.since) { "before" } else { "since" };
    let problem = "expected the id of something that is kept, or a sequence number";
    QueryError { parameter: name.to_owned(), problem: problem.to_owned() }
}

fn answer<T>(
    found: Result<Found<T>, Failed>,
    describe: impl FnOnce(&Page<T>) -> (&'static str, Value, Option<String>, u64),
) -> Response<Body> {
    let Found { page, timed_out } = match found {
        Ok(found) => found,
        Err(Failed::Query(error)) => return unusable(&error),
        Err(Failed::Store(error)) => return failed(&error.to_string()),
    };
    let (name, rows, next, dropped) = describe(&page);
    let mut body = Map::new();
    body.insert(name.to_owned(), rows);
    body.insert("total".to_owned(), json!(page.total));
    body.insert("next".to_owned(), json!(next.filter(|_| page.more)));
    body.insert("dropped".to_owned(), json!(dropped));
    if let Some(timed_out) = timed_out {
        body.insert("timedOut".to_owned(), json!(timed_out));
    }
    json_answer(&body)
}
