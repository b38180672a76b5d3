//! Whose identity the mail is sent as.

use leptos::prelude::*;
use ses_delegate::Identity;

use super::draft_field::DraftField;
use crate::compose::Compose;
use crate::field::Field;
use crate::parts::{Face, Section, focus_soon};
use crate::place::{self, Owner};
use crate::text::{Word, fill, t};

#[component]
pub(crate) fn SenderPanel() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let identity = move || compose.owner.get().map(|owner| owner.identity);
    let is_address = Signal::derive(move || matches!(identity(), Some(Identity::Address(_))));
    let address_hint = Signal::derive(move || match identity()? {
        Identity::Domain(domain) => Some(fill(Word::LocalPartHint, &[("domain", &domain)])),
        Identity::Address(_) => Some(t(Word::LockedHint).to_owned()),
    });
    view! {
        <Section id="sender" title=t(Word::Sender)>
            <DraftField
                field=Field::SourceArn
                label=t(Word::IdentityArn)
                hint=t(Word::IdentityArnHint)
                face=Face::Code
                placeholder="arn:aws:ses:us-east-1:123456789012:identity/example.com"
            />
            {move || compose.owner.get().map(|owner| view! { <OwnerFacts owner=owner /> })}
            <div class="pair">
                <DraftField field=Field::Name label=t(Word::SenderName) placeholder="Ann Smith" />
                <DraftField
                    field=Field::Address
                    label=t(Word::FromAddress)
                    hint=address_hint
                    locked=is_address
                    placeholder="ann@example.com"
                />
            </div>
            <NotCovered />
            <Customise />
        </Section>
    }
}

/// What the ARN gives away.
#[component]
fn OwnerFacts(owner: Owner) -> impl IntoView {
    let (kind, name) = match owner.identity {
        Identity::Domain(domain) => (Word::OwnerDomain, domain),
        Identity::Address(address) => (Word::OwnerAddress, address.as_str().to_owned()),
    };
    let region = owner.region.unwrap_or_else(|| t(Word::AnyRegion).to_owned());
    view! {
        <dl class="facts" id="owner">
            <div>
                <dt>{t(Word::OwnerAccount)}</dt>
                <dd>{owner.account}</dd>
            </div>
            <div>
                <dt>{t(kind)}</dt>
                <dd>{name}</dd>
            </div>
            <div>
                <dt>{t(Word::RegionName)}</dt>
                <dd>{region}</dd>
            </div>
        </dl>
    }
}

#[component]
fn NotCovered() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let text = move || {
        let (address, identity) = compose.draft.with(place::not_covering)?;
        let values = [("identity", identity.as_str()), ("address", address.as_str())];
        Some(fill(Word::NotCovered, &values))
    };
    view! {
        <div class="live" role="status">
            {move || text().map(|text| view! { <p class="notice tone-warning">{text}</p> })}
        </div>
    }
}

/// Other ARNs and another bounce address; open when something in it is needed.
#[component]
fn Customise() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let opened = RwSignal::new(false);
    let split = RwSignal::new(false);
    let other_arns = Memo::new(move |_| {
        compose.draft.with(|draft| {
            [Field::FromArn, Field::ReturnPathArn]
                .iter()
                .any(|field| !field.read(draft).trim().is_empty())
        })
    });
    let one_arn = move || !split.get() && !other_arns.get();
    let needs_region = Memo::new(move |_| {
        compose.owner.with(|owner| owner.as_ref().is_some_and(|owner| owner.region.is_none()))
    });
    let has_error = move || {
        [Field::FromArn, Field::ReturnPathArn, Field::ReturnPath, Field::Region]
            .into_iter()
            .any(|field| compose.error(field).is_some())
    };
    let open = Memo::new(move |_| {
        opened.get() || split.get() || other_arns.get() || needs_region.get() || has_error()
    });
    let choose = move |one: bool| {
        if one {
            compose.write(Field::FromArn, "");
            compose.write(Field::ReturnPathArn, "");
        } else {
            opened.set(true);
            focus_soon(Field::FromArn.id());
        }
        split.set(!one);
    };
    view! {
        <div class="row">
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=one_arn
                    on:change:target=move |event| choose(event.target().checked())
                />
                <span>{t(Word::OneArn)}</span>
            </label>
            <button
                type="button"
                class="button quiet small disclosure"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="customise"
                on:click=move |_| opened.update(|opened| *opened = !*opened)
            >
                {t(Word::Customise)}
            </button>
        </div>
        <div id="customise" hidden=move || !open.get()>
            <div class="pair">
                <DraftField
                    field=Field::FromArn
                    label=t(Word::FromArn)
                    hint=t(Word::FromArnHint)
                    face=Face::Code
                />
                <DraftField
                    field=Field::ReturnPathArn
                    label=t(Word::ReturnPathArn)
                    hint=t(Word::ReturnPathArnHint)
                    face=Face::Code
                />
                <DraftField
                    field=Field::ReturnPath
                    label=t(Word::ReturnPath)
                    hint=t(Word::ReturnPathHint)
                    placeholder="bounces@example.com"
                />
                <DraftField
                    field=Field::Region
                    label=t(Word::Region)
                    hint=t(Word::RegionHint)
                    face=Face::Code
                    placeholder="us-east-1"
                />
            </div>
        </div>
    }
}
