//! Sending authorization: may this caller use these addresses?
//!
//! Each address is looked at by itself: first whether a verified identity
//! stands behind it, then whether the ARN covers it, then the policies of owner
//! and caller. The first of these three that fails for any address ends it.
//!
//! # Source
//!
//! Developer Guide, "Using sending authorization with Amazon SES" and
//! "Troubleshooting"; field reports named at each rule.

mod look;
mod sides;

pub(crate) use self::{
    look::{Basis, Grant, Look, Outcome, Role, StatementNote},
    sides::{Ruling, Sides},
};
use crate::{
    address::Mailbox,
    call::Call,
    envelope::{Chosen, Envelope},
    identity::{IdentityArn, covers, partition},
    permission::{self, permission},
    policy::{self, Context, Verdict},
    refusal::{Check, Kind, Refusal},
    simulator,
    submission::Operation,
    world::Identity,
};

/// Who asks, where, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    pub call: &'a Call<'a>,
    pub operation: Operation,
    /// The configuration set in use, whose ARN the caller's policies are asked about.
    pub configuration_set: Option<&'a str>,
    /// The template in use, the same.
    pub template: Option<&'a str>,
    /// v2 `TenantName`, or `X-SES-TENANT`.
    pub tenant: Option<&'a str>,
    /// v2 `EndpointId`.
    pub endpoint: Option<&'a str>,
}

/// Checks Source, From and Return-Path, each by itself, the recipients of
/// accounts in the sandbox, and the caller's own policies about all it uses.
///
/// # Errors
///
/// `MessageRejected` with every address that failed, the misalignment of an ARN,
/// or `AccessDenied` with the resource. The refusal keeps all looks.
pub(crate) fn authorize(request: Request<'_>, envelope: &Envelope) -> Result<Vec<Grant>, Refusal> {
    let mut looks = Vec::new();
    let mut identities = Vec::new();
    let mut mailboxes = Vec::new();
    for (role, mailbox, arn) in addresses(envelope) {
        let (look, identity) = request.find(role, mailbox, arn.as_ref());
        looks.push(look);
        identities.push(identity);
        mailboxes.push(mailbox);
    }
    for mailbox in unverified_recipients(request.call, envelope, &identities) {
        looks.push(recipient_look(request.call, mailbox));
        identities.push(None);
        mailboxes.push(mailbox);
    }
    if looks.iter().any(|look| look.verdict == Outcome::Unverified) {
        return Err(not_verified(request.call.region, looks, &mailboxes));
    }
    for look in &mut looks {
        if let (Some(arn), Some(identity)) = (&look.arn, &look.identity)
            && !IdentityArn::parse(identity).is_ok_and(|arn| covers(&arn.name, &look.address))
        {
            let (address, text) = (look.address.clone(), arn.text.clone());
            let message =
                format!("The address '{address}' does not align with the given ARN '{text}'");
            look.verdict = Outcome::Misaligned;
            look.reason = Some(message.clone());
            let note = format!("{} was checked.", look.role);
            let refusal = Refusal::invalid(Check::ArnAlignment, message).note(note);
            return Err(refusal.with_trace(looks));
        }
    }
    for (index, identity) in identities.into_iter().enumerate() {
        let Some(identity) = identity else { continue };
        if let Err(refusal) = request.ask_both_sides(&mut looks[index], identity, envelope) {
            return Err(refusal.with_trace(looks));
        }
    }
    for mut look in request.other_resources(envelope) {
        let ruled = request.ask_caller(&mut look, envelope);
        if let Err(refusal) = ruled {
            looks.push(look);
            return Err(refusal.with_trace(looks));
        }
        // Shown only where a policy of the caller spoke of it.
        if look.permission.is_some() {
            looks.push(look);
        }
    }
    Ok(looks)
}

/// Recipients that may not be reached while the caller's account, or that of an
/// owner, is in the sandbox: all but verified ones and the mailbox simulator.
///
/// # Source
///
/// Developer Guide, "Request production access" and "Sending emails for the
/// identity owner". Verified by whom is not said: here by either account.
fn unverified_recipients<'e>(
    call: &Call<'_>,
    envelope: &'e Envelope,
    identities: &[Option<&Identity>],
) -> Vec<&'e Mailbox> {
    let mut accounts = vec![call.account()];
    for identity in identities.iter().flatten() {
        if !accounts.contains(&identity.arn.account.as_str()) {
            accounts.push(&identity.arn.account);
        }
    }
    let sandboxed = |id: &&str| call.world.account(id).is_some_and(|account| account.sandbox);
    if !accounts.iter().any(sandboxed) {
        return Vec::new();
    }
    let may_receive = |address: &str| {
        simulator::is_simulator(address)
            || accounts
                .iter()
                .any(|account| call.world.covering(account, call.region, address).is_some())
    };
    envelope.recipients.iter().filter(|mailbox| !may_receive(&mailbox.address)).collect()
}

fn addresses(envelope: &Envelope) -> impl Iterator<Item = (Role, &Mailbox, &Option<Chosen>)> + '_ {
    let arns = &envelope.arns;
    [(Role::Source, &envelope.source, &arns.source)]
        .into_iter()
        .chain(envelope.from.iter().map(|mailbox| (Role::From, mailbox, &arns.from)))
        .chain([(Role::ReturnPath, &envelope.return_path, &arns.return_path)])
}

impl<'a> Request<'a> {
    /// Looks for the identity that stands behind an address.
    fn find(
        &self,
        role: Role,
        mailbox: &Mailbox,
        chosen: Option<&Chosen>,
    ) -> (Look, Option<&'a Identity>) {
        let found = self.identity(&mailbox.address, chosen);
        let identity = found.as_ref().ok().copied();
        let (verdict, reason) = match found {
            Ok(_) => (Outcome::NotReached, None),
            Err(reason) => (Outcome::Unverified, Some(reason)),
        };
        let look = Look {
            role,
            address: mailbox.address.clone(),
            arn: chosen.map(|chosen| chosen.arn.clone()),
            given_for: chosen.map(|chosen| chosen.given_for).filter(|other| *other != role),
            identity: identity.map(|identity| identity.arn.to_string()),
            verdict,
            basis: Basis::Nothing,
            permission: None,
            reason,
        };
        (look, identity)
    }

    /// The identity, or why there is none.
    fn identity(&self, address: &str, chosen: Option<&Chosen>) -> Result<&'a Identity, String> {
        let (world, account, region) = (self.call.world, self.call.account(), self.call.region);
        let Some(Chosen { arn, .. }) = chosen else {
            return world.covering(account, region, address).ok_or_else(|| {
                format!("no ARN was given, and account {account} has verified no identity for it in {region}")
            });
        };
        let (text, everywhere) = in_region(&arn.text, region);
        let parsed = IdentityArn::parse(&text)
            .map_err(|problem| format!("the ARN is malformed: {problem}"))?;
        if parsed.region != region {
            return Err(format!(
                "the ARN is of Region {}, but the request was made to {region}",
                parsed.region
            ));
        }
        let identity = world.identity(&parsed).ok_or_else(|| {
            let (owner, name) = (&parsed.account, &parsed.name);
            format!("account {owner} has verified no identity {name} in {region}")
        })?;
        // Whether SES asks for a Global endpoint too is not known.
        let twin = |other: &&Identity| {
            other.verified
                && other.arn.account == parsed.account
                && other.arn.region != parsed.region
                && other.arn.name == identity.arn.name
        };
        if everywhere && !world.identities.iter().any(|other| twin(&other)) {
            return Err(format!(
                "the ARN is of every Region, but {} is verified in {region} only",
                parsed.name
            ));
        }
        Ok(identity)
    }

    /// Asks the policies of owner and caller. The policies of an address beat
    /// those of its domain, whichever of the two ARNs was given.
    fn ask_both_sides(
        &self,
        look: &mut Look,
        identity: &Identity,
        envelope: &Envelope,
    ) -> Result<(), Refusal> {
        let owner = &identity.arn.account;
        let deciding = self
            .call
            .world
            .covering(owner, self.call.region, &look.address)
            .filter(|specific| specific.arn.name.contains('@') && !specific.policies.is_empty())
            .unwrap_or(identity);
        let resource = deciding.arn.to_string();
        for &action in self.operation.permissions() {
            let context = self.context(action, envelope);
            let permission = permission(self.call, action, &resource, &context);
            let sides = Sides {
                own: owner == self.call.account(),
                resource: policy::evaluate(
                    &deciding.policies,
                    self.call.caller,
                    action,
                    &resource,
                    &context,
                ),
                caller: permission.caller.clone(),
                session: permission.session,
            };
            if let Some(Verdict::Allowed(by)) = permission.caller {
                look.permission = Some(by.into());
            }
            // Whose policy refuses is the one to name, the owner's or the caller's.
            self.settle(look, sides, action, &resource)?;
        }
        Ok(())
    }

    /// Asks the caller's own policies about something of its own account.
    fn ask_caller(&self, look: &mut Look, envelope: &Envelope) -> Result<(), Refusal> {
        let resource = look.identity.clone().unwrap_or_default();
        for &action in self.operation.permissions() {
            let context = self.context(action, envelope);
            let permission = permission(self.call, action, &resource, &context);
            if let Some(Verdict::Allowed(by)) = &permission.caller {
                look.permission = Some(by.clone().into());
            }
            let sides = Sides {
                own: true,
                resource: Verdict::NotAllowed,
                caller: permission.caller,
                session: permission.session,
            };
            self.settle(look, sides, action, &resource)?;
        }
        Ok(())
    }

    /// Writes the ruling into the look.
    fn settle(
        &self,
        look: &mut Look,
        sides: Sides,
        action: &str,
        resource: &str,
    ) -> Result<(), Refusal> {
        let own = sides.own;
        let (outcome, reason) = match sides.rule() {
            Ruling::ByResource(by) => {
                resource.clone_into(look.identity.get_or_insert_default());
                look.basis = by.into();
                look.verdict = Outcome::Allowed;
                return Ok(());
            }
            Ruling::ByCaller => {
                look.basis = Basis::OwnIdentity;
                look.verdict = Outcome::Allowed;
                return Ok(());
            }
            Ruling::DeniedByResource(by) => {
                let note = StatementNote::from(by.clone());
                look.basis = by.into();
                (Outcome::Denied, format!("denied by policy {note} of {resource}"))
            }
            Ruling::DeniedByCaller(by) => {
                let note = look.permission.insert(by.into());
                (Outcome::Denied, format!("denied by the caller's IAM policy {note}"))
            }
            Ruling::DeniedBySession(by) => {
                let note = look.permission.insert(by.into());
                (Outcome::Denied, format!("denied by the policy of the caller's session: {note}"))
            }
            Ruling::ResourceSilent => {
                (Outcome::NotAllowed, format!("no policy of {resource} allows it"))
            }
            Ruling::CallerSilent => {
                let whose = if own { "" } else { ", whatever the owner allows" };
                (
                    Outcome::NotAllowed,
                    format!("no IAM policy of the caller allows {action} on {resource}{whose}"),
                )
            }
            Ruling::SessionSilent => (
                Outcome::NotAllowed,
                format!("the policy of the caller's session does not allow {action} on {resource}"),
            ),
        };
        resource.clone_into(look.identity.get_or_insert_default());
        look.verdict = outcome;
        let user = self.call.caller.arn(self.call.region);
        let message = format!(
            "User `{user}' is not authorized to perform `{action}' on resource `{resource}'"
        );
        let note = format!("{} {}: {reason}.", look.role, look.address);
        look.reason = Some(reason);
        Err(Refusal::new(Kind::AccessDenied, Check::SendingAuthorization, message).note(note))
    }

    /// What else of the caller's account the message uses: its own policies are
    /// asked about each.
    ///
    /// # Source
    ///
    /// Field reports: aws-cdk#34402 (configuration set),
    /// serverless-application-model#2844 (template), aws-sdk-js-v3#2061
    /// (a recipient that is an identity of the caller's).
    fn other_resources(&self, envelope: &Envelope) -> Vec<Look> {
        let (account, region) = (self.call.account(), self.call.region);
        let look = |role, name: &str, resource| Look {
            role,
            address: name.to_owned(),
            arn: None,
            given_for: None,
            identity: Some(resource),
            verdict: Outcome::NotReached,
            basis: Basis::Nothing,
            permission: None,
            reason: None,
        };
        let own = |role, kind: &str, name: &str| {
            let partition = partition(region);
            look(role, name, format!("arn:{partition}:ses:{region}:{account}:{kind}/{name}"))
        };
        let mut looks = Vec::new();
        looks.extend(
            self.configuration_set
                .map(|name| own(Role::ConfigurationSet, "configuration-set", name)),
        );
        looks.extend(self.template.map(|name| own(Role::Template, "template", name)));
        for mailbox in &envelope.recipients {
            if let Some(identity) = self.call.world.covering(account, region, &mailbox.address) {
                looks.push(look(Role::Recipient, &mailbox.address, identity.arn.to_string()));
            }
        }
        looks
    }

    /// The condition keys of a send. `ses:SendBulkEmail` has no addresses.
    fn context(&self, action: &str, envelope: &Envelope) -> Context {
        let mut context = permission::context(self.call);
        if action != "ses:SendBulkEmail" {
            let first = envelope.from.first().unwrap_or(&envelope.source);
            let recipients = envelope.recipients.iter().map(|mailbox| mailbox.address.clone());
            context.set_one("ses:FromAddress", &first.address);
            context.set_one("ses:FromDisplayName", &first.display_name);
            context.set_one("ses:FeedbackAddress", &envelope.feedback.address);
            context.set("ses:Recipients", recipients.collect());
        }
        context.set_one("ses:ApiVersion", self.operation.api_version());
        context.set("ses:TenantName", self.tenant.iter().map(|&text| text.to_owned()).collect());
        let endpoint = self.endpoint.iter().map(|&text| text.to_owned());
        context.set("ses:MultiRegionEndpointId", endpoint.collect());
        context
    }
}

fn recipient_look(call: &Call<'_>, mailbox: &Mailbox) -> Look {
    let region = call.region;
    Look {
        role: Role::Recipient,
        address: mailbox.address.clone(),
        arn: None,
        given_for: None,
        identity: None,
        verdict: Outcome::Unverified,
        basis: Basis::Nothing,
        permission: None,
        reason: Some(format!(
            "an account of this message is in the sandbox, and nobody has verified the recipient in {region}"
        )),
    }
}

/// An ARN of every Region, as Global endpoints have it, as one of this Region;
/// and whether it was one.
///
/// # Source
///
/// Developer Guide, "Providing the delegate sender with the identity
/// information".
fn in_region(text: &str, region: &str) -> (String, bool) {
    let mut fields: Vec<&str> = text.splitn(6, ':').collect();
    match fields.get_mut(3) {
        Some(field) if *field == "*" => {
            *field = region;
            (fields.join(":"), true)
        }
        _ => (text.to_owned(), false),
    }
}

/// The mailboxes stand with their names, and those of the From header come first
/// (field reports: mageplaza/magento-2-smtp#152, WPManageNinja/fluent-smtp#90,
/// blueimp/aws-smtp-relay#18).
fn not_verified(region: &str, looks: Vec<Look>, mailboxes: &[&Mailbox]) -> Refusal {
    let failed = || {
        let all = looks.iter().zip(mailboxes);
        all.filter(|(look, _)| look.verdict == Outcome::Unverified)
    };
    let note = |(look, _): (&Look, _)| {
        let reason = look.reason.as_deref().unwrap_or_default();
        format!("{} {}: {reason}", look.role, look.address)
    };
    let notes = failed().map(note).collect();
    let is_from = |(look, _): &(&Look, _)| look.role == Role::From;
    let mut listed: Vec<String> = Vec::new();
    for (_, mailbox) in failed().filter(is_from).chain(failed().filter(|one| !is_from(one))) {
        let text = mailbox.to_string();
        if !listed.contains(&text) {
            listed.push(text);
        }
    }
    let message = format!(
        "Email address is not verified. The following identities failed the check in region {}: {}",
        region.to_uppercase(),
        listed.join(", ")
    );
    let mut refusal = Refusal::new(Kind::MessageRejected, Check::VerifiedIdentity, message);
    refusal.notes = notes;
    refusal.with_trace(looks)
}
