//! One SMTP conversation.

use std::{io, net::SocketAddr, ops::ControlFlow};

use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, Error, MAIL_SMTPUTF8, Request};
use tokio::io::{AsyncRead, AsyncWrite};
use zeroize::Zeroizing;

use crate::{
    call::Call,
    edge,
    faults::Stage,
    log, random,
    refusal::{Api, Attempt, Check, Kind, Refusal},
    secret::Secret,
    send::send,
    smtp::{
        Hub, Mode,
        login::{Credentials, Login, decode},
        memory::{Text, Unkept},
        path, reply,
        wire::{Input, Wire},
    },
    store::Refused,
    submission::{Content, Operation, Submission},
};

/// SES refuses more than 50 after `DATA`; this only bounds the memory.
const MAX_RECIPIENTS: usize = 1000;
const MAX_FAILED_LOGINS: u32 = 3;
const MAX_ERRORS: u32 = 20;

/// How a conversation ended.
pub(super) enum End<S> {
    Closed,
    /// The client waits for the TLS handshake.
    StartTls(S),
}

/// Whether the conversation goes on.
pub(super) type Step = ControlFlow<Over>;

pub(super) enum Over {
    Closed,
    StartTls,
}

pub(super) struct Session<'h, S> {
    pub(super) hub: &'h Hub,
    pub(super) wire: Wire<S>,
    pub(super) peer: SocketAddr,
    /// Lets a fault end the connection by a reset.
    pub(super) line: edge::Wire,
    mode: Mode,
    encrypted: bool,
    greeted: bool,
    login: Option<Login>,
    transaction: Option<Transaction>,
    failed_logins: u32,
    errors: u32,
}

/// The envelope as far as it has come.
pub(super) struct Transaction {
    pub(super) source: String,
    pub(super) recipients: Vec<String>,
}

impl<'h, S: AsyncRead + AsyncWrite + Unpin> Session<'h, S> {
    pub(super) fn new(
        hub: &'h Hub,
        stream: S,
        peer: SocketAddr,
        line: edge::Wire,
        mode: Mode,
        encrypted: bool,
    ) -> Self {
        Self {
            hub,
            wire: Wire::new(stream, hub.patience),
            peer,
            line,
            mode,
            encrypted,
            greeted: false,
            login: None,
            transaction: None,
            failed_logins: 0,
            errors: 0,
        }
    }

    /// Says who is there. Not said again after STARTTLS.
    pub(super) async fn greet(&mut self) -> io::Result<()> {
        let id = random::request_id().replace('-', "").to_ascii_uppercase();
        let greeting =
            format!("220 {} ESMTP SimpleEmailService-d-{} {}", reply::HOST, &id[..9], &id[9..29]);
        self.wire.reply(&greeting).await
    }

    /// Answers one command after the other until the conversation is over, or the
    /// server stops.
    pub(super) async fn run(mut self) -> io::Result<End<S>> {
        let closing = self.hub.shared.store.closing();
        tokio::pin!(closing);
        loop {
            let line = tokio::select! {
                line = self.wire.line() => Some(line?),
                () = &mut closing => None,
            };
            let Some(line) = line else {
                let _ = self.end(reply::CLOSING).await?;
                self.wire.close().await;
                return Ok(End::Closed);
            };
            let step = match line {
                Input::Got(line) => self.command(&line).await?,
                Input::TooLong => self.mistake(reply::LONG_LINE).await?,
                Input::Late => self.end(reply::LATE).await?,
                Input::Closed => Step::Break(Over::Closed),
            };
            match step {
                Step::Continue(()) => {}
                Step::Break(Over::StartTls) => return Ok(End::StartTls(self.wire.into_stream())),
                Step::Break(Over::Closed) => {
                    self.wire.close().await;
                    return Ok(End::Closed);
                }
            }
        }
    }

    async fn command(&mut self, line: &[u8]) -> io::Result<Step> {
        if let Some(refused) = self.not_yet(line) {
            return self.mistake(refused).await;
        }
        let line = Zeroizing::new([&path::bracketed(line)[..], b"\r\n"].concat());
        let request = match Request::parse(&mut line.iter()) {
            Ok(request) => request,
            Err(error) => return self.mistake(syntax(&line, &error)).await,
        };
        match request {
            Request::Ehlo { .. } => {
                (self.greeted, self.transaction) = (true, None);
                self.say(&reply::capabilities(self.mode == Mode::StartTls)).await
            }
            Request::Helo { .. } => {
                (self.greeted, self.transaction) = (true, None);
                self.say(&format!("250 {}", reply::HOST)).await
            }
            Request::StartTls if self.mode == Mode::StartTls && !self.encrypted => {
                self.wire.reply(reply::START_TLS).await?;
                Ok(Step::Break(Over::StartTls))
            }
            Request::StartTls => self.mistake(reply::OUT_OF_ORDER).await,
            Request::Auth { mechanism, initial_response } => {
                self.authenticate(mechanism, &initial_response).await
            }
            Request::Mail { from } => {
                if self.transaction.is_some() {
                    return self.mistake(reply::OUT_OF_ORDER).await;
                }
                if from.flags & MAIL_SMTPUTF8 != 0 {
                    return self.mistake(reply::BAD_PARAMETER).await;
                }
                if from.size > Operation::Smtp.max_message_bytes() {
                    return self.mistake(reply::TOO_LARGE).await;
                }
                let Some(source) = path::address(&line) else {
                    return self.mistake(reply::BAD_SENDER).await;
                };
                self.transaction = Some(Transaction { source, recipients: Vec::new() });
                self.say(reply::OK).await
            }
            Request::Rcpt { .. } => {
                let Some(transaction) = &mut self.transaction else {
                    return self.mistake(reply::OUT_OF_ORDER).await;
                };
                if transaction.recipients.len() >= MAX_RECIPIENTS {
                    return self.say(reply::TOO_MANY_RECIPIENTS).await;
                }
                let Some(recipient) = path::address(&line) else {
                    return self.mistake(reply::BAD_RECIPIENT).await;
                };
                transaction.recipients.push(recipient);
                self.say(reply::OK).await
            }
            Request::Data => {
                let (Some(login), Some(transaction)) =
                    (self.login.clone(), self.transaction.take())
                else {
                    return self.mistake(reply::OUT_OF_ORDER).await;
                };
                if transaction.recipients.is_empty() {
                    self.transaction = Some(transaction);
                    return self.mistake(reply::OUT_OF_ORDER).await;
                }
                self.data(&login, transaction).await
            }
            Request::Rset => {
                self.transaction = None;
                self.say(reply::OK).await
            }
            Request::Noop { .. } => self.say(reply::OK).await,
            Request::Quit => self.end(reply::BYE).await,
            Request::Vrfy { .. } => self.say(reply::VERIFY).await,
            Request::Help { .. } => self.say(reply::HELP).await,
            _ => self.mistake(reply::NOT_IMPLEMENTED).await,
        }
    }

    /// Why a command comes too early: before TLS, a greeting, or a login.
    fn not_yet(&self, line: &[u8]) -> Option<&'static str> {
        let verb = line.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        let is =
            |names: &[&str]| names.iter().any(|name| verb.eq_ignore_ascii_case(name.as_bytes()));
        let sends = is(&["MAIL", "RCPT", "DATA", "BDAT"]);
        if !sends && !is(&["AUTH"]) {
            None
        } else if !self.encrypted {
            Some(reply::TLS_FIRST)
        } else if !self.greeted {
            Some(reply::OUT_OF_ORDER)
        } else if sends && self.login.is_none() {
            Some(reply::AUTHENTICATION_FIRST)
        } else {
            None
        }
    }

    async fn authenticate(&mut self, mechanism: u64, initial: &str) -> io::Result<Step> {
        if self.login.is_some() || self.transaction.is_some() {
            return self.mistake(reply::OUT_OF_ORDER).await;
        }
        let initial = Some(initial.as_bytes()).filter(|text| !text.is_empty());
        let credentials = if mechanism == AUTH_PLAIN {
            match self.response(initial, "334 ").await? {
                Ok(text) => Credentials::plain(&text),
                Err(over) => return Ok(over),
            }
        } else if mechanism == AUTH_LOGIN {
            let user_name = match self.response(initial, reply::USER_NAME).await? {
                Ok(text) => decode(&text),
                Err(over) => return Ok(over),
            };
            let password = match self.response(None, reply::PASSWORD).await? {
                Ok(text) => decode(&text),
                Err(over) => return Ok(over),
            };
            user_name.zip(password).map(|(name, password)| Credentials {
                user_name: name.to_string(),
                password: Secret::new(password.to_string()),
            })
        } else {
            return self.mistake(reply::NO_MECHANISM).await;
        };
        let Some(credentials) = credentials else {
            return self.mistake(reply::BAD_ARGUMENTS).await;
        };
        let shared = &self.hub.shared;
        shared.realm.refresh(shared.options.clock.now());
        match credentials.check(&shared.realm.world()) {
            Ok(login) => {
                self.login = Some(login);
                self.say(reply::AUTHENTICATED).await
            }
            Err(refusal) => {
                self.failed_logins += 1;
                self.hub.record(None, &refusal, Attempt::default());
                if self.failed_logins >= MAX_FAILED_LOGINS {
                    return self.end(reply::WRONG_CREDENTIALS).await;
                }
                self.say(reply::WRONG_CREDENTIALS).await
            }
        }
    }

    /// What the client answers to a challenge, unless it said so already.
    async fn response(
        &mut self,
        initial: Option<&[u8]>,
        challenge: &str,
    ) -> io::Result<Result<Zeroizing<Vec<u8>>, Step>> {
        if let Some(initial) = initial {
            return Ok(Ok(initial.to_vec().into()));
        }
        self.wire.reply(challenge).await?;
        Ok(match self.wire.line().await? {
            Input::Got(line) if *line == b"*" => Err(self.mistake(reply::CANCELLED).await?),
            Input::Got(line) => Ok(line),
            Input::TooLong => Err(self.mistake(reply::LONG_LINE).await?),
            Input::Late => Err(self.end(reply::LATE).await?),
            Input::Closed => Err(Step::Break(Over::Closed)),
        })
    }

    async fn data(&mut self, login: &Login, transaction: Transaction) -> io::Result<Step> {
        if let Some(hit) = self.hub.hit(login, &transaction, Stage::BeforeRead) {
            self.hub.record(Some(login), &hit.note(), transaction.attempt());
            return Ok(self.cut(&hit));
        }
        self.wire.reply(reply::DATA).await?;
        let mut kept = Text::new(Operation::Smtp.max_message_bytes(), &self.hub.memory);
        let end = self.wire.data(&mut kept).await?;
        let refusal = match (&end, kept.refused()) {
            (Input::Late, _) => return self.end(reply::LATE).await,
            (Input::Closed, _) => return Ok(Step::Break(Over::Closed)),
            (_, Some(Unkept::NoMemory)) => Some(
                Refusal::new(Kind::ServiceUnavailable, Check::Server, reply::NO_MEMORY)
                    .note("Too many large messages came at once."),
            ),
            (_, Some(Unkept::TooLarge)) | (Input::TooLong, None) => {
                Some(Refusal::new(Kind::TooLarge, Check::Size, reply::TOO_LARGE))
            }
            (Input::Got(text), None) if text.long_line => Some(
                Refusal::invalid(Check::Size, "Line length is more than 1000 bytes long.").note(
                    "RFC 5321 allows 1000 bytes, CRLF included, and AWS asks to keep to it. What \
                     SES answers is not known.",
                ),
            ),
            (Input::Got(_), None) => None,
        };
        let Some(refusal) = refusal else {
            return self.deliver(login, transaction, kept.take()).await;
        };
        self.hub.record(Some(login), &refusal, transaction.attempt());
        let answer = reply::refused(&refusal);
        match end {
            // More than is worth reading is still to come.
            Input::TooLong => self.end(&answer).await,
            _ => self.say(&answer).await,
        }
    }

    pub(super) async fn say(&mut self, reply: &str) -> io::Result<Step> {
        self.wire.reply(reply).await?;
        Ok(Step::Continue(()))
    }

    pub(super) async fn end(&mut self, reply: &str) -> io::Result<Step> {
        self.wire.reply(reply).await?;
        Ok(Step::Break(Over::Closed))
    }

    /// Says what is wrong; whoever is wrong all the time has to go.
    async fn mistake(&mut self, reply: &str) -> io::Result<Step> {
        self.errors += 1;
        if self.errors > MAX_ERRORS {
            return self.end(reply::TOO_MANY_ERRORS).await;
        }
        self.say(reply).await
    }
}

impl Transaction {
    pub(super) fn into_submission(self, message: Vec<u8>) -> Submission {
        Submission {
            operation: Operation::Smtp,
            source: Some(self.source),
            to: self.recipients,
            cc: Vec::new(),
            bcc: Vec::new(),
            reply_to: Vec::new(),
            return_path: None,
            source_arn: None,
            from_arn: None,
            return_path_arn: None,
            configuration_set: None,
            tags: Vec::new(),
            tenant: None,
            endpoint: None,
            list_management: None,
            tracking: None,
            content: Content::Raw(message),
        }
    }
}

impl Hub {
    /// Sends one message, and answers with SES's reply.
    pub(super) async fn send(
        &self,
        login: &Login,
        peer: SocketAddr,
        submission: Submission,
    ) -> String {
        let shared = &self.shared;
        let at = shared.options.clock.now();
        shared.realm.refresh(at);
        let world = shared.realm.world();
        let call = Call {
            shared,
            world: &world,
            caller: &login.caller,
            // Only users have SMTP passwords.
            session_policy: None,
            region: &login.region,
            source_ip: Some(peer.ip()),
            user_agent: None,
            secure: true,
            at,
        };
        match send(&call, submission).await {
            Ok(id) => {
                self.log(Some(login), reply::OK);
                format!("250 Ok {id}")
            }
            Err(mut refusal) => {
                let attempt = refusal.attempt.take().unwrap_or_default();
                self.record(Some(login), &refusal, *attempt);
                reply::refused(&refusal)
            }
        }
    }

    /// Shows a refusal in the inbox and in the log.
    pub(super) fn record(&self, login: Option<&Login>, refusal: &Refusal, attempt: Attempt) {
        self.log(login, &reply::refused(refusal));
        self.shared.store.keep_refused(Refused {
            id: random::request_id(),
            received_at: self.shared.options.clock.now(),
            api: Api::Smtp,
            region: login.map(|login| login.region.clone()),
            caller: login.map(|login| login.caller.arn(&login.region)),
            operation: Some(Operation::Smtp.name().to_owned()),
            source: attempt.source,
            destinations: attempt.destinations,
            refusal: refusal.clone(),
        });
    }

    fn log(&self, login: Option<&Login>, reply: &str) {
        if self.shared.options.log {
            let caller = login.map(|login| login.caller.arn(&login.region));
            let caller = caller.as_deref().unwrap_or("-");
            log::line(format_args!("{} | {caller} | {}", Operation::Smtp.name(), &reply[..3]));
        }
    }
}

/// The reply to a command that cannot be read.
fn syntax(line: &[u8], error: &Error) -> &'static str {
    let verb = line.get(..4).unwrap_or_default();
    match error {
        Error::UnknownCommand => reply::UNKNOWN,
        Error::UnsupportedParameter { .. } => reply::BAD_PARAMETER,
        Error::InvalidParameter { .. } => reply::BAD_ARGUMENTS,
        _ if verb.eq_ignore_ascii_case(b"MAIL") => reply::BAD_SENDER,
        _ if verb.eq_ignore_ascii_case(b"RCPT") => reply::BAD_RECIPIENT,
        _ => reply::BAD_ARGUMENTS,
    }
}
