//! One message, whichever way it came: judged, kept, or refused with what it
//! wanted.

use crate::{
    accept::accept,
    call::Call,
    encoded_word,
    header_block::HeaderBlock,
    refusal::{Attempt, Refusal},
    store::StoreError,
    submission::{Content, Submission},
};

/// Sends one message, and answers its id.
pub(crate) async fn send(call: &Call<'_>, submission: Submission) -> Result<String, Refusal> {
    match accept(call, &submission) {
        Ok(delivery) => {
            let id = delivery.id.clone();
            call.shared.store.keep(delivery).await.map_err(StoreError::into_refusal)?;
            Ok(id)
        }
        Err(mut refusal) => {
            refusal.attempt = Some(Box::new(attempt(&submission)));
            Err(refusal)
        }
    }
}

fn attempt(submission: &Submission) -> Attempt {
    let mut attempt = Attempt {
        operation: submission.operation.name().to_owned(),
        source: submission.source.clone(),
        destinations: [&submission.to[..], &submission.cc, &submission.bcc].concat(),
    };
    if let Content::Raw(message) = &submission.content {
        let block = HeaderBlock::parse(message);
        let value = |name| block.first(name).map(|field| encoded_word::decode(&field.value()));
        attempt.source = attempt.source.take().or_else(|| value("From"));
        if attempt.destinations.is_empty() {
            attempt.destinations = value("To").into_iter().collect();
        }
    }
    attempt
}
