//! What the core's checks found, with why and how to mend it.

use std::sync::Arc;

use leptos::prelude::*;
use ses_delegate::{Finding, Severity};

use crate::field::Field;
use crate::inspect::Inspect;
use crate::parts::{Tone, focus_soon};
use crate::text::{Word, t};

#[component]
pub(crate) fn Checks() -> impl IntoView {
    let inspect = expect_context::<Inspect>();
    move || {
        let findings = inspect.settled.with(|settled| settled.findings.clone())?;
        Some(if findings.is_empty() {
            view! { <p class="muted">{t(Word::NothingFound)}</p> }.into_any()
        } else {
            view! { <Found findings=findings /> }.into_any()
        })
    }
}

#[component]
fn Found(findings: Arc<Vec<Finding>>) -> impl IntoView {
    let items = findings.iter().cloned().map(|finding| view! { <Item finding=finding /> });
    view! {
        <p class="muted">{t(Word::FoundLead)}</p>
        <ul class="findings">{items.collect_view()}</ul>
    }
}

#[component]
fn Item(finding: Finding) -> impl IntoView {
    let (tone, kind) = match finding.severity {
        Severity::Error => (Tone::Danger, Word::SeverityError),
        Severity::Warning => (Tone::Warning, Word::SeverityWarning),
        Severity::Info => (Tone::Info, Word::SeverityInfo),
    };
    view! {
        <li class=format!("finding {}", tone.class()) data-code=finding.code>
            <p class="finding-head">
                <strong>{t(kind)}</strong>
                {Field::at(&finding.field).map(|field| view! { <Link field=field /> })}
            </p>
            <p>{finding.found}</p>
            <p>
                <strong>{t(Word::Mend)} ": "</strong>
                {finding.mend}
            </p>
            <details>
                <summary>{t(Word::Why)}</summary>
                <p>{finding.why}</p>
                <p class="muted">
                    {t(Word::Source)} ": " {finding.source} " " <code>{finding.code}</code>
                </p>
            </details>
        </li>
    }
}

#[component]
fn Link(field: Field) -> impl IntoView {
    let inspect = expect_context::<Inspect>();
    view! {
        <a
            href=format!("#{}", field.id())
            on:click=move |event| {
                event.prevent_default();
                // A sheet would hide it.
                inspect.open.set(false);
                focus_soon(field.id());
            }
        >
            {field.label()}
        </a>
    }
}
