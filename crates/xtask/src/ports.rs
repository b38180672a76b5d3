//! Local ports.

use std::net::{Ipv4Addr, TcpListener};

use crate::process::{Outcome, fail};

/// Fails with what to do when something listens on the port already.
pub(crate) fn need(port: u16, advice: &str) -> Outcome {
    if is_free(port) {
        return Ok(());
    }
    fail(format!("port {port} on 127.0.0.1 is taken: {advice}"))
}

pub(crate) fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_the_advice() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = holder.local_addr().unwrap().port();
        let error = need(port, "choose another.").unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("port {port} on 127.0.0.1 is taken: choose another.")
        );
    }
}
