//! What the program prints when it starts.

use std::{collections::BTreeSet, fmt::Display, io, net::SocketAddr};

use ses_local::{Caller, Key, Mode, World, outlook, smtp_password};

/// Where the server is to be found.
#[derive(Debug)]
pub(crate) struct Places {
    pub http: SocketAddr,
    pub smtp: Vec<(Mode, SocketAddr)>,
}

impl Places {
    pub(crate) fn of(&self, mode: Mode) -> Option<SocketAddr> {
        self.smtp.iter().find(|(other, _)| *other == mode).map(|(_, address)| *address)
    }
}

/// Writes the banner: programs read the first lines, people the rest.
pub(crate) fn write(out: &mut impl io::Write, places: &Places, world: &World) -> io::Result<()> {
    let http = places.http;
    writeln!(out, "ses-local listening on http://{http}")?;
    for (mode, address) in &places.smtp {
        match mode {
            Mode::StartTls => writeln!(out, "SMTP with STARTTLS on {address}")?,
            Mode::Wrapper => writeln!(out, "SMTP in a TLS wrapper on {address}")?,
        }
    }
    for identity in &world.identities {
        writeln!(out, "\n  {}", identity.arn)?;
        for key in world.keys.iter().filter(|key| key.caller.account() != identity.arn.account) {
            writeln!(out, "    {} {}", who(&key.caller), outlook(identity, &key.caller))?;
        }
    }
    for key in &world.keys {
        writeln!(out)?;
        credentials(out, key)?;
        if key.session_token.is_none() && !places.smtp.is_empty() {
            smtp_credentials(out, key, world)?;
        }
    }
    writeln!(out)?;
    if !places.smtp.is_empty() {
        writeln!(out, "# To trust SMTP's certificate: curl -O http://{http}/certificate.pem")?;
    }
    writeln!(out, "Inbox: http://{http}/")?;
    out.flush()
}

/// A block to paste into a shell.
fn credentials(out: &mut impl io::Write, key: &Key) -> io::Result<()> {
    writeln!(out, "# {} of account {}", who(&key.caller), key.caller.account())?;
    export(out, "AWS_ACCESS_KEY_ID", &key.access_key_id)?;
    export(out, "AWS_SECRET_ACCESS_KEY", key.secret_access_key.reveal())?;
    if let Some(token) = &key.session_token {
        export(out, "AWS_SESSION_TOKEN", token.reveal())?;
    }
    if let Some(expires) = key.expires {
        export(out, "AWS_CREDENTIAL_EXPIRATION", ses_local::rfc3339(expires))?;
    }
    Ok(())
}

/// The password differs from Region to Region: one for each the world speaks of.
fn smtp_credentials(out: &mut impl io::Write, key: &Key, world: &World) -> io::Result<()> {
    let regions: BTreeSet<&str> =
        world.identities.iter().map(|identity| identity.arn.region.as_str()).collect();
    writeln!(out, "# SMTP: user name {}, password", key.access_key_id)?;
    for region in regions {
        let password = smtp_password(&key.secret_access_key, region);
        writeln!(out, "#   {} in {region}", password.reveal())?;
    }
    Ok(())
}

fn export(out: &mut impl io::Write, name: &str, value: impl Display) -> io::Result<()> {
    writeln!(out, "export {name}={value}")
}

fn who(caller: &Caller) -> String {
    match caller {
        Caller::Session { role, session, .. } => format!("{role}/{session}"),
        Caller::User { name, .. } => name.clone(),
    }
}
