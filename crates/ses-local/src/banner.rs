//! What the program prints when it starts.

use std::{
    collections::BTreeSet,
    fmt::Display,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::SystemTime,
};

use ses_local::{Caller, Identity, Key, Mode, World, first_mail, outlook, smtp_password};

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

/// A terminal's width.
const COLUMNS: usize = 80;

/// Writes the banner: programs read the first lines, people the rest. What is
/// not to be pasted into a shell is a comment or indented.
pub(crate) fn write(out: &mut impl io::Write, places: &Places, world: &World) -> io::Result<()> {
    writeln!(out, "ses-local listening on http://{}", places.http)?;
    let http = to_call(places.http);
    for (mode, address) in &places.smtp {
        match mode {
            Mode::StartTls => writeln!(out, "SMTP with STARTTLS on {address}")?,
            Mode::Wrapper => writeln!(out, "SMTP in a TLS wrapper on {address}")?,
        }
    }
    for identity in &world.identities {
        writeln!(out, "\n  {}", identity.arn)?;
        if !identity.verified {
            writeln!(out, "    is not verified: nobody may send as it")?;
            continue;
        }
        for key in others(world, identity) {
            let line = format!(
                "{} {}",
                who(&key.caller),
                outlook(world, identity, &key.caller, SystemTime::now())
            );
            paragraph(out, 4, &line)?;
        }
    }
    for key in &world.keys {
        writeln!(out)?;
        credentials(out, key)?;
        if key.session_token.is_none() && !places.smtp.is_empty() {
            smtp_credentials(out, key, world)?;
        }
    }
    if world.keys.is_empty() {
        writeln!(
            out,
            "\n# This world has no [[session]] and no [[user]]: nobody can sign a request."
        )?;
    }
    for role in world.roles.iter().filter(|role| role.trust.is_some()) {
        writeln!(out, "\n# a role that may be assumed: {}", role.arn())?;
    }
    if !places.smtp.is_empty() {
        writeln!(out, "\n# SMTP's certificate, to be trusted by clients:")?;
        writeln!(out, "#   curl -O http://{http}/certificate.pem")?;
    }
    writeln!(out)?;
    next(out, http, world)?;
    writeln!(out, "Inbox: http://{http}/")?;
    out.flush()
}

/// Where this machine finds what listens everywhere.
fn to_call(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        let own: IpAddr = match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(own);
    }
    address
}

/// The keys of accounts that do not own the identity.
fn others<'w>(world: &'w World, identity: &Identity) -> impl Iterator<Item = &'w Key> {
    let owner = identity.arn.account.clone();
    world.keys.iter().filter(move |key| key.caller.account() != owner)
}

/// What to do next, as a command: a first mail that this world allows.
fn next(out: &mut impl io::Write, http: SocketAddr, world: &World) -> io::Result<()> {
    let Some((identity, key)) = first_mail(world, SystemTime::now()) else { return Ok(()) };
    let (arn, from) = (&identity.arn, identity.example_address());
    writeln!(out, "# Next: paste the lines of {} above, then these:", who(&key.caller))?;
    writeln!(out, "aws ses send-email --endpoint-url http://{http} --region {} \\", arn.region)?;
    writeln!(out, "  --from {from} --to someone@recipient.example \\")?;
    if key.caller.account() != arn.account {
        writeln!(out, "  --source-arn {arn} \\")?;
    }
    writeln!(out, "  --subject Hello --text 'Sent as someone else'\n")
}

/// Words within the width of a terminal; further lines are indented more.
fn paragraph(out: &mut impl io::Write, indent: usize, text: &str) -> io::Result<()> {
    let mut line = " ".repeat(indent);
    for word in text.split(' ') {
        let empty = line.trim().is_empty();
        if !empty && line.len() + 1 + word.len() > COLUMNS {
            writeln!(out, "{line}")?;
            line = " ".repeat(indent + 2);
        } else if !empty {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{line}")
}

/// A block to paste into a shell.
fn credentials(out: &mut impl io::Write, key: &Key) -> io::Result<()> {
    writeln!(out, "# {} of account {}", who(&key.caller), key.caller.account())?;
    export(out, "AWS_ACCESS_KEY_ID", &key.access_key_id)?;
    export(out, "AWS_SECRET_ACCESS_KEY", key.secret_access_key.reveal())?;
    match &key.session_token {
        Some(token) => export(out, "AWS_SESSION_TOKEN", token.reveal())?,
        // One that was pasted before would belong to other keys.
        None => writeln!(out, "unset AWS_SESSION_TOKEN")?,
    }
    match key.expires {
        Some(expires) if expires > SystemTime::now() => {
            export(out, "AWS_CREDENTIAL_EXPIRATION", ses_local::rfc3339(expires))
        }
        // Clients would not even call with keys that they know to be over.
        Some(expires) => {
            writeln!(out, "unset AWS_CREDENTIAL_EXPIRATION")?;
            writeln!(out, "# these expired at {}", ses_local::rfc3339(expires))
        }
        None => writeln!(out, "unset AWS_CREDENTIAL_EXPIRATION"),
    }
}

/// The password differs from Region to Region: one for each the world speaks of.
fn smtp_credentials(out: &mut impl io::Write, key: &Key, world: &World) -> io::Result<()> {
    let regions: BTreeSet<&str> =
        world.identities.iter().map(|identity| identity.arn.region.as_str()).collect();
    writeln!(out, "# by SMTP: user name {}, password in", key.access_key_id)?;
    for region in regions {
        let password = smtp_password(&key.secret_access_key, region);
        writeln!(out, "#   {region}: {}", password.reveal())?;
    }
    Ok(())
}

fn export(out: &mut impl io::Write, name: &str, value: impl Display) -> io::Result<()> {
    writeln!(out, "export {name}={value}")
}

fn who(caller: &Caller) -> String {
    match caller {
        Caller::Session { role, session, .. } => format!("{role}/{session}"),
        Caller::User { name, .. } => format!("user {name}"),
    }
}
