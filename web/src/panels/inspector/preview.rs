//! The mail as its reader sees it.

use leptos::prelude::*;
use ses_delegate::Draft;

use crate::field::Field;
use crate::inspect::Inspect;
use crate::srcdoc::srcdoc;
use crate::text::{Word, t};

#[component]
pub(crate) fn Preview() -> impl IntoView {
    let inspect = expect_context::<Inspect>();
    let settled = Memo::new(move |_| inspect.settled.with(|settled| settled.draft.clone()));
    let html = Memo::new(move |_| settled.with(|draft| srcdoc(draft)));
    let text = Memo::new(move |_| settled.with(|draft| draft.text.clone()));
    let headers = move || settled.with(|draft| headers(draft));
    let is_empty = move || html.with(String::is_empty) && text.with(String::is_empty);
    view! {
        <dl class="envelope" aria-label=t(Word::Headers)>
            {headers}
        </dl>
        <Show when=is_empty>
            <p class="empty">{t(Word::EmptyBody)}</p>
        </Show>
        <Show when=move || !html.with(String::is_empty)>
            <section>
                <h3>{t(Word::HtmlPreview)}</h3>
                <iframe
                    sandbox=""
                    referrerpolicy="no-referrer"
                    title=t(Word::HtmlFrame)
                    srcdoc=html
                ></iframe>
            </section>
        </Show>
        <Show when=move || !text.with(String::is_empty)>
            <section>
                <h3>{t(Word::TextPreview)}</h3>
                <pre class="plain-text">{text}</pre>
            </section>
        </Show>
    }
}

/// Those that a mail program shows; Bcc is none of them.
fn headers(draft: &Draft) -> impl IntoView + use<> {
    let sender = match (Field::Name.read(draft), Field::Address.read(draft)) {
        (name, address) if name.trim().is_empty() => address,
        (name, address) => format!("{name} <{address}>"),
    };
    let subject = match draft.subject.as_str() {
        "" => t(Word::NoSubject).to_owned(),
        subject => subject.to_owned(),
    };
    let rows = [
        (Word::From, sender, true),
        (Word::To, draft.to.join(", "), true),
        (Word::Cc, draft.cc.join(", "), false),
        (Word::ReplyTo, draft.reply_to.join(", "), false),
        (Word::Subject, subject, true),
    ];
    rows.into_iter()
        .filter(|(_, value, is_always)| *is_always || !value.is_empty())
        .map(|(name, value, _)| {
            let blank = value.trim().is_empty();
            let value = if blank { t(Word::NotYet).to_owned() } else { value };
            view! {
                <div>
                    <dt>{t(name)}</dt>
                    <dd class:muted=blank>{value}</dd>
                </div>
            }
        })
        .collect_view()
}
