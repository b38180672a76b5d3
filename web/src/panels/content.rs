//! Subject and bodies.

use leptos::prelude::*;

use super::draft_field::DraftField;
use crate::field::Field;
use crate::parts::{Face, Section, Shape};
use crate::text::{Word, t};

#[component]
pub(crate) fn ContentPanel() -> impl IntoView {
    view! {
        <Section id="content" title=t(Word::Message)>
            <DraftField field=Field::Subject label=t(Word::Subject) />
            <DraftField
                field=Field::Text
                label=t(Word::Text)
                shape=Shape::Lines(8)
                placeholder=t(Word::TextPlaceholder)
            />
            <DraftField
                field=Field::Html
                label=t(Word::Html)
                shape=Shape::Lines(6)
                face=Face::Code
                placeholder=t(Word::HtmlPlaceholder)
            />
        </Section>
    }
}
