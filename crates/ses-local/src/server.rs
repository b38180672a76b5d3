//! One port: SES for programs, the inbox for people.

use std::{io, net::SocketAddr, path::Path, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderValue, Method, Request, Response, header},
};
use tokio::{net::TcpListener, sync::Semaphore};

use crate::{
    clock::{Clock, http_date},
    cors::{self, Cors},
    edge::{self, Cut, Wire},
    exchange,
    faults::{self, Faults},
    inbox,
    quota::Quota,
    realm::Realm,
    refusal::Api,
    smtp,
    store::{Event, Store, StoreError},
    sts::Sessions,
};

/// How to play.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub clock: Clock,
    /// Whether a line per request goes to standard error.
    pub log: bool,
    /// Whether the inbox answers hosts named by an IP address that is not loopback.
    pub open_to_network: bool,
    /// Whether raw mail needs an ARN for its From header of its own, as seen in
    /// the field, though AWS documents that the one of the source covers it.
    pub strict_from: bool,
    /// Which APIs a web page may call. The inbox never is one of them.
    pub cors: Cors,
    pub about: About,
}

/// What the inbox says of the server.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Where SMTP with STARTTLS is.
    pub starttls: Option<SocketAddr>,
    /// Where SMTP in TLS is.
    pub wrapper: Option<SocketAddr>,
    /// The certificate of SMTP, PEM.
    pub certificate: Option<String>,
}

/// Everything a request may need.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) realm: Realm,
    pub(crate) store: Arc<Store>,
    pub(crate) options: Options,
    pub(crate) faults: Faults,
    /// Room for the bodies of requests under way.
    pub(crate) bodies: Semaphore,
    pub(crate) quota: Quota,
    /// The keys STS issued.
    pub(crate) sessions: Sessions,
}

/// A local SES; its ports share one world and one inbox.
#[derive(Clone, Debug)]
pub struct Server {
    shared: Arc<Shared>,
}

impl Server {
    /// A server that forgets when it ends.
    pub fn new(realm: Realm, options: Options) -> Self {
        Self::with(realm, Store::in_memory(), options)
    }

    /// A server that keeps messages, and what the API changed, in `directory`.
    pub fn open(realm: Realm, options: Options, directory: &Path) -> Result<Self, StoreError> {
        let store = Store::open(directory)?;
        realm.restore(&store);
        Ok(Self::with(realm, store, options))
    }

    fn with(realm: Realm, store: Store, options: Options) -> Self {
        let store = Arc::new(store);
        realm.tell(store.news());
        let (faults, sessions, quota) = (Faults::default(), Sessions::default(), Quota::default());
        let bodies = Semaphore::new(exchange::BODY_BLOCKS);
        store.recall(&quota);
        Self { shared: Arc::new(Shared { realm, store, options, faults, bodies, quota, sessions }) }
    }

    /// Serves SES, STS and the inbox on `listener` until the future is dropped.
    pub async fn http(&self, listener: TcpListener) -> io::Result<()> {
        self.http_until(listener, std::future::pending()).await
    }

    /// [`Self::http`] until `stop` is ready; requests under way may end.
    pub async fn http_until(
        &self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        let answer = move |request, peer, wire| answer(Arc::clone(&shared), request, peer, wire);
        let stop = async {
            stop.await;
            self.shared.store.close();
        };
        edge::serve(listener, answer, stop).await
    }

    #[cfg(test)]
    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// Serves SES's SMTP interface on `listener` until the future is dropped, or
    /// [`Self::http_until`] stops: then messages under way may end.
    ///
    /// # Errors
    ///
    /// None yet: a connection that fails is given up, the listener is not.
    pub async fn smtp(
        &self,
        listener: TcpListener,
        mode: smtp::Mode,
        certificate: &smtp::Certificate,
    ) -> io::Result<()> {
        smtp::serve(listener, mode, Arc::clone(&self.shared), certificate).await
    }

    /// Reads the world file again whenever it changes, until the future is dropped.
    pub async fn watch(&self) {
        self.shared.realm.watch(&self.shared.options.clock).await;
    }
}

async fn answer(
    shared: Arc<Shared>,
    request: Request<Body>,
    peer: SocketAddr,
    wire: Wire,
) -> Result<Response<Body>, Cut> {
    // A change is seen by the very next request.
    shared.realm.refresh(shared.options.clock.now());
    let mut response = match api_of(&request) {
        Some(api) if request.method() == Method::OPTIONS => {
            let covered = shared.options.cors.covers(api);
            if covered && !exchange::loses_preflight(&shared, api, request.headers()) {
                cors::preflight(request.headers())
            } else {
                cors::no_preflight()
            }
        }
        Some(api) => {
            let (mut response, hidden) =
                exchange::answer(&shared, api, peer, request, &wire).await?;
            if shared.options.cors.covers(api) && !hidden {
                cors::expose(response.headers_mut());
            }
            response
        }
        None if faults::is_route(request.uri().path()) => {
            let reads = matches!(*request.method(), Method::GET | Method::HEAD);
            let response = faults::answer(&shared, request).await;
            if !reads && response.status().is_success() {
                shared.store.news().tell(Event::Faults {});
            }
            response
        }
        None => inbox::answer(&shared, &request.into_parts().0).await,
    };
    if !response.headers().contains_key(header::DATE)
        && let Ok(date) = HeaderValue::from_str(&http_date(shared.options.clock.now()))
    {
        response.headers_mut().insert(header::DATE, date);
    }
    Ok(response)
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
