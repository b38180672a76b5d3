//! Faults on demand, where a rule asks for one of SMTP.

use std::{cell::OnceCell, io};

use tokio::io::{AsyncRead, AsyncWrite};

use crate::{
    faults::{Asked, Ending, Hit, Members, Stage},
    refusal::{Api, Attempt},
    smtp::{
        Hub,
        login::Login,
        reply,
        session::{Over, Session, Step, Transaction},
    },
    submission::Operation,
};

impl<S: AsyncRead + AsyncWrite + Unpin> Session<'_, S> {
    /// Sends the message that was read, unless a fault comes between.
    pub(super) async fn deliver(
        &mut self,
        login: &Login,
        transaction: Transaction,
        message: Vec<u8>,
    ) -> io::Result<Step> {
        let Some(hit) = self.hub.hit(login, &transaction, Stage::Read) else {
            let submission = transaction.into_submission(message);
            let answer = self.hub.send(login, self.peer, submission).await;
            return self.say(&answer).await;
        };
        let attempt = transaction.attempt();
        if let Err(refusal) = hit.before().await {
            self.hub.record(Some(login), &refusal, attempt);
            if hit.ending() == Ending::Nothing {
                return Ok(self.cut(&hit));
            }
            let answer = hit.smtp_reply().unwrap_or_else(|| reply::refused(&refusal));
            let answer = reply::one_line(&answer);
            // RFC 5321 3.8: whoever says 421 hangs up.
            return if answer.starts_with("421") {
                self.end(&answer).await
            } else {
                self.say(&answer).await
            };
        }
        let submission = transaction.into_submission(message);
        let answer = self.hub.send(login, self.peer, submission).await;
        self.hub.record(Some(login), &hit.note(), attempt);
        match hit.ending() {
            Ending::Whole => self.say(&answer).await,
            Ending::Trickle(time) => {
                self.wire.trickle(&answer, time).await?;
                Ok(Step::Continue(()))
            }
            Ending::Half => {
                self.wire.send(&answer.as_bytes()[..answer.len() / 2]).await?;
                Ok(self.cut(&hit))
            }
            Ending::Nothing => Ok(self.cut(&hit)),
        }
    }

    /// Ends the connection, by a reset where the fault says so.
    pub(super) fn cut(&self, hit: &Hit) -> Step {
        if hit.resets() {
            self.line.reset();
        }
        Step::Break(Over::Closed)
    }
}

impl Hub {
    /// The fault that hits a message at `stage`, if any.
    pub(super) fn hit(
        &self,
        login: &Login,
        transaction: &Transaction,
        stage: Stage,
    ) -> Option<Hit> {
        let asked = Asked {
            api: Api::Smtp,
            operation: Some(Operation::Smtp.name()),
            access_key_id: Some(&login.access_key_id),
            account: Some(login.caller.account().to_owned()),
            members: Members::Envelope {
                source: &transaction.source,
                recipients: &transaction.recipients,
            },
            addresses: OnceCell::new(),
        };
        self.shared.faults.take(&asked, stage)
    }
}

impl Transaction {
    /// What the inbox tells of it when it is not sent.
    pub(super) fn attempt(&self) -> Attempt {
        Attempt {
            operation: Operation::Smtp.name().to_owned(),
            source: Some(self.source.clone()),
            destinations: self.recipients.clone(),
        }
    }
}
