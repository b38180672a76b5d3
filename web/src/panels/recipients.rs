//! To, Cc, Bcc and Reply-To.

use leptos::prelude::*;
use ses_delegate::{Recipients, split_list};

use crate::compose::Compose;
use crate::field::Field;
use crate::parts::{Section, Shape, TextField};
use crate::text::{Word, fill, t};

#[component]
pub(crate) fn RecipientsPanel() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let count = Memo::new(move |_| compose.recipients());
    let counter = move || {
        let n = count.get();
        let text = n.to_string();
        let is_over = n > Recipients::MAX;
        view! {
            <span class="counter" class:over=is_over>
                <span aria-hidden="true">{fill(Word::RecipientCount, &[("n", &text)])}</span>
                <span class="unseen">{fill(Word::RecipientCountLabel, &[("n", &text)])}</span>
            </span>
        }
    };
    view! {
        <Section id="recipients" title=t(Word::Recipients) aside=counter>
            <div class="ledger">
                <ListField
                    field=Field::To
                    label=t(Word::To)
                    placeholder=t(Word::ListPlaceholder)
                />
                <ListField field=Field::Cc label=t(Word::Cc) />
                <ListField field=Field::Bcc label=t(Word::Bcc) hint=t(Word::BccHint) />
                <ListField field=Field::ReplyTo label=t(Word::ReplyTo) />
            </div>
        </Section>
    }
}

/// Shows a list as it was typed, for as long as that says the same as the draft.
#[component]
fn ListField(
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(optional)] placeholder: &'static str,
) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let typed = RwSignal::new(String::new());
    let listed = compose.text(field);
    Effect::new(move || {
        let listed = listed.get();
        if typed.with_untracked(|typed| split_list(typed).join(", ") != listed) {
            typed.set(listed);
        }
    });
    view! {
        <TextField
            id=field.id()
            label=label
            value=typed
            on_input=move |text: String| {
                typed.set(text.clone());
                compose.write(field, &text);
            }
            on_leave=move |()| compose.leave(field)
            error=Signal::derive(move || compose.error(field))
            hint=hint
            shape=Shape::Growing
            placeholder=placeholder
        />
    }
}
