//! A text field bound to the draft.

use leptos::prelude::*;

use crate::compose::Compose;
use crate::field::Field;
use crate::parts::{Face, Shape, TextField};

#[component]
pub(crate) fn DraftField(
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: MaybeProp<String>,
    #[prop(default = Shape::Line)] shape: Shape,
    #[prop(default = Face::Prose)] face: Face,
    #[prop(optional)] placeholder: &'static str,
    #[prop(optional, into)] locked: MaybeProp<bool>,
) -> impl IntoView {
    let compose = expect_context::<Compose>();
    view! {
        <TextField
            id=field.id()
            label=label
            value=compose.text(field)
            on_input=move |typed: String| compose.write(field, &typed)
            on_leave=move |()| compose.leave(field)
            error=Signal::derive(move || compose.error(field))
            hint=hint
            shape=shape
            face=face
            placeholder=placeholder
            locked=locked
        />
    }
}
