//! One message, whichever way it came: judged, counted, kept, or refused with
//! what it wanted.

use crate::{
    accept::accept,
    call::Call,
    encoded_word,
    header_block::HeaderBlock,
    quota::Counted,
    random,
    refusal::{Api, Attempt, Check, Kind, Refusal},
    store::{Delivery, Refused, StoreError},
    submission::{Content, Submission},
};

/// Sends one message, and answers its id.
pub(crate) async fn send(call: &Call<'_>, submission: Submission) -> Result<String, Refusal> {
    let delivery = judge(call, &submission)?;
    keep(call, &submission, delivery).await
}

/// What would be delivered, or why nothing is.
pub(crate) fn judge(call: &Call<'_>, submission: &Submission) -> Result<Delivery, Refusal> {
    accept(call, submission).map_err(|refusal| attempted(refusal, submission))
}

/// Counts and keeps a delivery, and answers its id.
pub(crate) async fn keep(
    call: &Call<'_>,
    submission: &Submission,
    delivery: Delivery,
) -> Result<String, Refusal> {
    count_and_keep(call, delivery).await.map_err(|refusal| attempted(refusal, submission))
}

/// [`keep`], for what no submission asked for.
pub(crate) async fn count_and_keep(call: &Call<'_>, delivery: Delivery) -> Result<String, Refusal> {
    let account = call.world.account(call.account()).ok_or_else(|| {
        let message = "The security token included in the request is invalid.";
        Refusal::new(Kind::InvalidToken, Check::Credentials, message)
    })?;
    let counted = Counted::of(&delivery.destinations);
    call.shared.quota.take(account, call.region, counted, call.at)?;
    let id = delivery.id.clone();
    call.shared.store.keep(delivery).await.map_err(StoreError::into_refusal)?;
    Ok(id)
}

/// Records a refusal that is not the answer to its whole request.
pub(crate) fn record(call: &Call<'_>, api: Api, refusal: &Refusal) {
    let mut refusal = refusal.clone();
    let attempt = refusal.attempt.take().unwrap_or_default();
    call.shared.store.keep_refused(Refused {
        id: random::request_id(),
        received_at: call.at,
        api,
        region: Some(call.region.to_owned()),
        caller: Some(call.caller.arn(call.region)),
        operation: Some(attempt.operation),
        source: attempt.source,
        destinations: attempt.destinations,
        refusal,
    });
}

/// A refusal with what was to be sent.
pub(crate) fn attempted(mut refusal: Refusal, submission: &Submission) -> Refusal {
    refusal.attempt = Some(Box::new(attempt(submission)));
    refusal
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
