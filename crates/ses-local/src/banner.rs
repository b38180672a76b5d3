//! What the program prints when it starts.

use std::{io, net::SocketAddr};

use ses_local::{Caller, Key, World, outlook};

/// Writes the banner: programs read the first line, people the rest.
pub(crate) fn write(
    out: &mut impl io::Write,
    address: SocketAddr,
    world: &World,
) -> io::Result<()> {
    writeln!(out, "ses-local listening on http://{address}")?;
    for identity in &world.identities {
        writeln!(out, "\n  {}", identity.arn)?;
        for key in world.keys.iter().filter(|key| key.caller.account() != identity.arn.account) {
            writeln!(out, "    {} {}", who(&key.caller), outlook(identity, &key.caller))?;
        }
    }
    for key in &world.keys {
        writeln!(out)?;
        credentials(out, key)?;
    }
    writeln!(out, "\nInbox: http://{address}/")?;
    out.flush()
}

/// A block to paste into a shell.
fn credentials(out: &mut impl io::Write, key: &Key) -> io::Result<()> {
    writeln!(out, "# {} of account {}", who(&key.caller), key.caller.account())?;
    writeln!(out, "export AWS_ACCESS_KEY_ID={}", key.access_key_id)?;
    writeln!(out, "export AWS_SECRET_ACCESS_KEY={}", key.secret_access_key.reveal())?;
    if let Some(token) = &key.session_token {
        writeln!(out, "export AWS_SESSION_TOKEN={}", token.reveal())?;
    }
    if let Some(expires) = key.expires {
        writeln!(out, "export AWS_CREDENTIAL_EXPIRATION={}", ses_local::rfc3339(expires))?;
    }
    Ok(())
}

fn who(caller: &Caller) -> String {
    match caller {
        Caller::Session { role, session, .. } => format!("{role}/{session}"),
        Caller::User { name, .. } => name.clone(),
    }
}
