//! What the caller's own IAM policies say of an operation that sends nothing.

use crate::{
    call::Call,
    policy::{Context, Deciding, Verdict, evaluate},
    refusal::{Check, Kind, Refusal},
};

/// Whether the caller may do `action` to `resource`. A caller without IAM
/// policies in the world may do all.
pub(crate) fn permit(call: &Call<'_>, action: &str, resource: &str) -> Result<(), Refusal> {
    let Some(policies) = call.world.permissions(call.caller) else { return Ok(()) };
    let mut context = Context::default();
    context.set("aws:SecureTransport", vec![call.secure.to_string()]);
    context.set("aws:SourceIp", call.source_ip.iter().map(ToString::to_string).collect());
    let note = match evaluate(policies, call.caller, action, resource, &context) {
        Verdict::Allowed(_) => return Ok(()),
        Verdict::Denied(Deciding { policy, .. }) => format!("Denied by the IAM policy {policy}."),
        Verdict::NotAllowed => "No IAM policy of the caller allows it.".to_owned(),
    };
    let user = call.caller.arn(call.region);
    let message =
        format!("User `{user}' is not authorized to perform `{action}' on resource `{resource}'");
    Err(Refusal::new(Kind::AccessDenied, Check::Permission, message).note(note))
}
