//! One HTTP exchange with an API: read, authenticated, carried out, answered.

mod body;

use std::net::SocketAddr;

use axum::{
    body::Body,
    http::{HeaderMap, Method, Request, Response, header},
};

pub(crate) use self::body::BLOCKS as BODY_BLOCKS;
use crate::{
    call::Call,
    dialect::{self, Answer},
    edge::{Cut, Wire},
    faults::{Asked, Hit, Members, Stage},
    form::Form,
    log, random,
    refusal::{Api, Check, Kind, Refusal},
    server::Shared,
    signature::{Received, Service, authenticate},
    store::Refused,
    sts, v1, v2,
};

/// What is known of a request, for the inbox and the log.
struct Known {
    /// STS shares its port and its dialect with v1: the version tells.
    api: Api,
    region: Option<String>,
    caller: Option<String>,
    operation: Option<String>,
    /// The fault that was asked for, and hits this request.
    hit: Option<Hit>,
}

/// Answers a request to `api`, and records it when it is refused or hit by a
/// fault. The flag says that no page may read the answer.
pub(crate) async fn answer(
    shared: &Shared,
    api: Api,
    peer: SocketAddr,
    request: Request<Body>,
    wire: &Wire,
) -> Result<(Response<Body>, bool), Cut> {
    let request_id = random::request_id();
    let mut known = Known { api, region: None, caller: None, operation: None, hit: None };
    let unread = Asked::unread(api, request.headers(), &shared.realm.world());
    if let Some(hit) = shared.faults.take(&unread, Stage::BeforeRead) {
        record(shared, &request_id, &mut known, hit.note());
        return Err(Cut { reset: hit.resets() });
    }
    let result = carry_out(shared, peer, request, &mut known).await;
    let api = known.api;
    let hit = known.hit.take();
    let (response, outcome) = match result {
        Ok(answer) => {
            let response = dialect::accepted(api, &answer, &request_id);
            if let Some(hit) = &hit {
                record(shared, &request_id, &mut known, hit.note());
            }
            (response, "200".to_owned())
        }
        Err(refusal) => {
            let response = match hit.as_ref().and_then(Hit::custom_error) {
                Some(error) => {
                    let (code, message) = (&error.code, &error.message);
                    dialect::error(api, error.status, code, Some(message), &request_id)
                }
                None => dialect::refused(api, &refusal, &request_id),
            };
            let outcome = format!("{} {}", response.status().as_u16(), refusal.code(api));
            let refusal = match &hit {
                Some(hit) if refusal.check != Check::Fault => refusal.note(hit.told()),
                _ => refusal,
            };
            record(shared, &request_id, &mut known, refusal);
            (response, outcome)
        }
    };
    if shared.options.log {
        let operation = known.operation.as_deref().unwrap_or("-");
        let caller = known.caller.as_deref().unwrap_or("-");
        let fault = hit.as_ref().map(|hit| format!(" | {}", hit.told())).unwrap_or_default();
        log::line(format_args!("{operation} | {caller} | {outcome}{fault}"));
    }
    match hit {
        Some(hit) => hit.spoil(response, wire, shared.options.clock.now()).await,
        None => Ok((response, false)),
    }
}

/// Whether a fault takes the CORS headers from a preflight.
pub(crate) fn loses_preflight(shared: &Shared, api: Api, headers: &HeaderMap) -> bool {
    let asked = Asked::unread(api, headers, &shared.realm.world());
    let Some(hit) = shared.faults.take(&asked, Stage::Preflight) else { return false };
    let operation = Some("preflight".to_owned());
    let mut known = Known { api, region: None, caller: None, operation, hit: None };
    record(shared, &random::request_id(), &mut known, hit.note());
    true
}

/// Shows a refusal in the inbox.
fn record(shared: &Shared, request_id: &str, known: &mut Known, mut refusal: Refusal) {
    let attempt = refusal.attempt.take().unwrap_or_default();
    if !attempt.operation.is_empty() {
        known.operation = Some(attempt.operation);
    }
    shared.store.keep_refused(Refused {
        id: request_id.to_owned(),
        received_at: shared.options.clock.now(),
        api: known.api,
        region: known.region.clone(),
        caller: known.caller.clone(),
        operation: known.operation.clone(),
        source: attempt.source,
        destinations: attempt.destinations,
        refusal,
    });
}

/// An operation found, before any signature is checked: as SES does.
enum Found {
    V1(v1::Action, Form),
    Sts(sts::Action, Form),
    V2(v2::Action),
}

async fn carry_out(
    shared: &Shared,
    peer: SocketAddr,
    request: Request<Body>,
    known: &mut Known,
) -> Result<Answer, Refusal> {
    let (head, body) = request.into_parts();
    // Held until the request is answered.
    let kept = body::read(&head.headers, body, &shared.bodies).await?;
    let body = &kept.bytes[..];
    let found = match known.api {
        // SMTP comes on ports of its own.
        Api::V1 | Api::Sts | Api::Smtp => {
            let form =
                Form::parse(query_form(&head.method, head.uri.query(), &head.headers, body)?)?;
            if form.get("Version") == Some(sts::VERSION) {
                known.api = Api::Sts;
            }
            find_query(form)?
        }
        Api::V2 => Found::V2(v2::Action::find(&head.method, head.uri.path()).ok_or_else(|| {
            let asked = format!("{} {}", head.method, head.uri.path());
            Refusal::silent(Kind::UnknownOperation, Check::Request)
                .note(format!("{asked}: ses-local plays no such operation of v2."))
        })?),
    };
    known.operation = Some(match &found {
        Found::V1(action, _) => format!("v1 {}", action.name()),
        Found::Sts(action, _) => format!("STS {}", action.name()),
        Found::V2(action) => format!("v2 {}", action.name()),
    });
    let mut now = shared.options.clock.now();
    let world = shared.realm.world();
    let (operation, members) = match &found {
        Found::V1(action, form) => (action.name(), Members::Form(form)),
        Found::Sts(action, form) => (action.name(), Members::Form(form)),
        Found::V2(action) => (action.name(), Members::Json(body)),
    };
    let unread = Asked::unread(known.api, &head.headers, &world);
    let asked = Asked { operation: Some(operation), members, ..unread };
    known.hit = shared.faults.take(&asked, Stage::Read);
    if let Some(hit) = &known.hit {
        hit.before().await?;
        now = hit.clock(now);
    }
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let received = Received { method: head.method.as_str(), target, headers: &head.headers, body };
    let service = if known.api == Api::Sts { Service::Sts } else { Service::Ses };
    let keys = |id: &str| world.key(id).cloned().or_else(|| shared.sessions.find(id));
    let authenticated = authenticate(received, service, now, &keys)?;
    let caller = &authenticated.key.caller;
    known.region = Some(authenticated.region.clone());
    known.caller = Some(caller.arn(&authenticated.region));
    let call = Call {
        shared,
        world: &world,
        caller,
        session_policy: authenticated.key.session_policy.as_ref(),
        region: &authenticated.region,
        source_ip: Some(peer.ip()),
        user_agent: head.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()),
        // The server plays an HTTPS endpoint, whatever it is reached by.
        secure: true,
        at: now,
    };
    match found {
        Found::V1(action, form) => {
            let result = v1::answer(&call, action, &form).await?;
            Ok(Answer::Query { action: action.name(), result })
        }
        Found::Sts(action, form) => {
            let result = sts::answer(&call, action, &form).map(Some)?;
            Ok(Answer::Query { action: action.name(), result })
        }
        Found::V2(action) => {
            if !body.is_empty() {
                check_json(&head.headers)?;
            }
            let input = v2::Input { query: head.uri.query(), body };
            v2::answer(&call, action, input).await.map(Answer::Json)
        }
    }
}

fn find_query(form: Form) -> Result<Found, Refusal> {
    let Some(name) = form.get("Action") else {
        let message = "The request must contain the parameter Action.";
        return Err(Refusal::new(Kind::MissingAction, Check::Request, message));
    };
    let version = form.get("Version").unwrap_or("NO_VERSION_SPECIFIED");
    let unknown = || {
        let message = format!("Could not find operation {name} for version {version}");
        Refusal::new(Kind::UnknownOperation, Check::Request, message)
            .note("ses-local plays SES v1 and STS, and of them no such operation.")
    };
    match version {
        v1::VERSION => {
            let action = v1::Action::find(name).ok_or_else(unknown)?;
            Ok(Found::V1(action, form))
        }
        sts::VERSION => {
            let action = sts::Action::find(name).ok_or_else(unknown)?;
            Ok(Found::Sts(action, form))
        }
        _ => Err(unknown()),
    }
}

/// The parameters of a Query call: in the query of a GET, else in the body.
fn query_form<'a>(
    method: &Method,
    query: Option<&'a str>,
    headers: &HeaderMap,
    body: &'a [u8],
) -> Result<&'a [u8], Refusal> {
    match *method {
        Method::GET => Ok(query.unwrap_or_default().as_bytes()),
        // A form in a body of another type is not read, so it has no Action.
        Method::POST if media_type(headers) == "application/x-www-form-urlencoded" => Ok(body),
        Method::POST => Ok(b""),
        _ => {
            let message = format!("The method {method} is not allowed.");
            Err(Refusal::new(Kind::UnknownOperation, Check::Request, message))
        }
    }
}

fn check_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let found = media_type(headers);
    if found == "application/json" {
        return Ok(());
    }
    let message = format!("Expected the content type application/json, but found '{found}'.");
    Err(Refusal::new(Kind::UnsupportedMediaType, Check::Request, message))
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}
