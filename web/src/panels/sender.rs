//! Whose identity the mail is sent as.

use leptos::prelude::*;
use ses_delegate::Identity;

use super::draft_field::DraftField;
use crate::compose::Compose;
use crate::field::Field;
use crate::parts::{Disclosure, Face, Section, focus_soon};
use crate::place::Owner;
use crate::text::{Word, fill, t};

#[component]
pub(crate) fn SenderPanel() -> impl IntoView {
    let compose = expect_context::<Compose>();
    // Any other ARN names its Region; one that is filled in must not be out of sight.
    let asks_region = Memo::new(move |_| {
        let is_any = |owner: &Owner| owner.region.is_none();
        compose.owner.with(|owner| owner.as_ref().is_some_and(is_any))
            || compose.draft.with(|draft| !draft.region.trim().is_empty())
    });
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
            <Show when=move || asks_region.get()>
                <DraftField
                    field=Field::Region
                    label=t(Word::Region)
                    hint=t(Word::RegionHint)
                    face=Face::Code
                    placeholder="us-east-1"
                />
            </Show>
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

/// Other ARNs and another bounce address; open when something in it is needed.
#[component]
fn Customise() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let split = RwSignal::new(false);
    let is_given =
        move |field: Field| compose.draft.with(|draft| !field.read(draft).trim().is_empty());
    let other_arns = Memo::new(move |_| is_given(Field::FromArn) || is_given(Field::ReturnPathArn));
    let one_arn = move || !split.get() && !other_arns.get();
    let is_needed = Memo::new(move |_| {
        let has_error = |field| compose.error(field).is_some();
        split.get()
            || other_arns.get()
            || is_given(Field::ReturnPath)
            || [Field::FromArn, Field::ReturnPathArn, Field::ReturnPath].into_iter().any(has_error)
    });
    let opened = RwSignal::new(false);
    let choose = move |one: bool| {
        split.set(!one);
        if one {
            compose.write(Field::FromArn, "");
            compose.write(Field::ReturnPathArn, "");
            opened.set(false);
        } else {
            focus_soon(Field::FromArn.id());
        }
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
            <Disclosure
                label=t(Word::Customise)
                controls="customise"
                opened=opened
                is_needed=is_needed
            />
        </div>
        <div id="customise" hidden=move || !(opened.get() || is_needed.get())>
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
            </div>
        </div>
    }
}
