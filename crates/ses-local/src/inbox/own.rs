//! Who may change things here: programs, and the inbox's own page.

use axum::http::HeaderMap;

use super::host;

/// Whether a request comes from a program of this machine or from the inbox's
/// own page. Browsers tell the origin of whatever changes things; programs tell
/// none.
pub(crate) fn is_own(headers: &HeaderMap, open_to_network: bool) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let Some(host) = text("host").filter(|host| host::is_trusted(host, open_to_network)) else {
        return false;
    };
    let own = [format!("http://{host}"), format!("https://{host}")];
    let origin = text("origin").is_none_or(|origin| own.iter().any(|own| own == origin));
    let site = text("sec-fetch-site").is_none_or(|site| ["same-origin", "none"].contains(&site));
    origin && site
}
