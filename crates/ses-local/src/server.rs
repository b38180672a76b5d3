//! One port: SES for programs, the inbox for people.

use std::{io, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, State},
    http::{HeaderValue, Method, Request, Response, header},
};
use tokio::net::TcpListener;

use crate::{
    accept::{Sender, accept},
    clock::{Clock, http_date},
    cors, dialect, encoded_word,
    header_block::HeaderBlock,
    inbox, random,
    refusal::{Api, Check, Kind, Refusal},
    signature::{Received, authenticate},
    store::{Refused, Store},
    submission::{Content, Submission},
    v1, v2,
    world::World,
};

/// More than the largest message takes in either encoding.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// How to play.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub clock: Clock,
    /// Whether a line per request goes to standard error.
    pub log: bool,
    /// Whether the inbox answers hosts named by an IP address that is not loopback.
    pub open_to_network: bool,
}

/// Everything a request may need.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) world: World,
    pub(crate) store: Store,
    pub(crate) options: Options,
}

/// Serves `world` on `listener` until the future is dropped.
pub async fn serve(listener: TcpListener, world: World) -> io::Result<()> {
    serve_with(listener, world, Options::default()).await
}

/// [`serve`] with a clock and settings of one's own.
pub async fn serve_with(listener: TcpListener, world: World, options: Options) -> io::Result<()> {
    let shared = Arc::new(Shared { world, store: Store::default(), options });
    let router = Router::new().fallback(answer).with_state(shared);
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request<Body>,
) -> Response<Body> {
    let mut response = match api_of(&request) {
        Some(_) if request.method() == Method::OPTIONS => cors::preflight(request.headers()),
        Some(api) => {
            let mut response = play(&shared, api, peer, request).await;
            cors::expose(response.headers_mut());
            response
        }
        None => inbox::answer(&shared, &request),
    };
    if let Ok(date) = HeaderValue::from_str(&http_date(shared.options.clock.now())) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

/// Which API a request is for; none means the inbox.
fn api_of(request: &Request<Body>) -> Option<Api> {
    let path = request.uri().path();
    let has_action = || {
        let query = request.uri().query().unwrap_or_default();
        query.split('&').any(|pair| pair.starts_with("Action="))
    };
    match path {
        _ if path.starts_with("/v2/") => Some(Api::V2),
        "/" => match *request.method() {
            Method::GET | Method::HEAD if !has_action() => None,
            _ => Some(Api::V1),
        },
        _ => None,
    }
}

/// What is known of a request, for the inbox and the log.
#[derive(Default)]
struct Known {
    region: Option<String>,
    caller: Option<String>,
    operation: Option<&'static str>,
    source: Option<String>,
    destinations: Vec<String>,
}

impl Known {
    /// Who and to whom, before anything is checked: for people only.
    fn look(&mut self, submission: &Submission) {
        self.operation = Some(submission.operation.name());
        self.source.clone_from(&submission.source);
        self.destinations = [&submission.to[..], &submission.cc, &submission.bcc].concat();
        if let Content::Raw(message) = &submission.content {
            let block = HeaderBlock::parse(message);
            let value = |name| block.first(name).map(|field| encoded_word::decode(&field.value()));
            self.source = self.source.take().or_else(|| value("From"));
            if self.destinations.is_empty() {
                self.destinations = value("To").into_iter().collect();
            }
        }
    }
}

async fn play(
    shared: &Shared,
    api: Api,
    peer: SocketAddr,
    request: Request<Body>,
) -> Response<Body> {
    let request_id = random::request_id();
    let mut known = Known::default();
    let result = send(shared, api, peer, request, &mut known).await;
    let (response, outcome) = match result {
        Ok((action, id)) => (dialect::accepted(api, action, &id, &request_id), format!("200 {id}")),
        Err(refusal) => {
            let response = dialect::refused(api, &refusal, &request_id);
            let outcome = format!("{} {}", refusal.status(api), refusal.code(api));
            (response, refused(shared, api, &request_id, &known, refusal, outcome))
        }
    };
    if shared.options.log {
        let operation = known.operation.unwrap_or("-");
        let caller = known.caller.as_deref().unwrap_or("-");
        eprintln!("{operation} | {caller} | {outcome}");
    }
    response
}

fn refused(
    shared: &Shared,
    api: Api,
    request_id: &str,
    known: &Known,
    refusal: Refusal,
    outcome: String,
) -> String {
    shared.store.keep_refused(Refused {
        id: request_id.to_owned(),
        received_at: shared.options.clock.now(),
        api,
        region: known.region.clone(),
        caller: known.caller.clone(),
        operation: known.operation,
        source: known.source.clone(),
        destinations: known.destinations.clone(),
        refusal,
    });
    outcome
}

async fn send(
    shared: &Shared,
    api: Api,
    peer: SocketAddr,
    request: Request<Body>,
    known: &mut Known,
) -> Result<(&'static str, String), Refusal> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await.map_err(|_| {
        Refusal::new(
            Kind::TooLarge,
            Check::Size,
            format!("Expected a body of at most {MAX_BODY} bytes."),
        )
    })?;
    let v1_call = match api {
        Api::V1 => {
            let call =
                v1::Call::parse(v1_form(&head.method, head.uri.query(), &head.headers, &body)?)?;
            known.operation = Some(call.operation().name());
            Some(call)
        }
        Api::V2 if head.uri.path() == v2::SEND_EMAIL_PATH && head.method == Method::POST => {
            known.operation = Some("v2 SendEmail");
            None
        }
        Api::V2 => return Err(Refusal::silent(Kind::UnknownOperation, Check::Request)),
    };
    let now = shared.options.clock.now();
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let received =
        Received { method: head.method.as_str(), target, headers: &head.headers, body: &body };
    let authenticated = authenticate(&shared.world, received, now)?;
    let caller = &authenticated.key.caller;
    known.region = Some(authenticated.region.clone());
    known.caller = Some(caller.arn(&authenticated.region));

    let submission = if let Some(call) = v1_call {
        call.submission()?
    } else {
        check_json(&head.headers)?;
        v2::submission(&body)?
    };
    known.look(&submission);
    let sender = Sender {
        world: &shared.world,
        caller,
        region: &authenticated.region,
        source_ip: Some(peer.ip()),
        at: now,
    };
    let delivery = accept(sender, &submission)?;
    let id = delivery.id.clone();
    shared.store.keep(delivery);
    Ok((submission.operation.action(), id))
}

/// The parameters of a Query call: in the query of a GET, else in the body.
fn v1_form<'a>(
    method: &Method,
    query: Option<&'a str>,
    headers: &axum::http::HeaderMap,
    body: &'a [u8],
) -> Result<&'a [u8], Refusal> {
    match *method {
        Method::GET => Ok(query.unwrap_or_default().as_bytes()),
        // A form in a body of another type is not read, so it has no Action.
        Method::POST if media_type(headers) == "application/x-www-form-urlencoded" => Ok(body),
        Method::POST => Ok(b""),
        _ => Err(Refusal::new(
            Kind::UnknownOperation,
            Check::Request,
            format!("The method {method} is not allowed."),
        )),
    }
}

fn check_json(headers: &axum::http::HeaderMap) -> Result<(), Refusal> {
    let found = media_type(headers);
    if found == "application/json" {
        return Ok(());
    }
    let message = format!("Expected the content type application/json, but found '{found}'.");
    Err(Refusal::new(Kind::UnsupportedMediaType, Check::Request, message))
}

fn media_type(headers: &axum::http::HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.unwrap_or_default().split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}
