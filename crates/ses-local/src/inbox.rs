//! The inbox.

use axum::{
    body::Body,
    http::{Request, Response},
};

use crate::server::Shared;

pub(crate) fn answer(_shared: &Shared, _request: &Request<Body>) -> Response<Body> {
    Response::new(Body::empty())
}
