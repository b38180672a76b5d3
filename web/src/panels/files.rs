//! Files: chosen, dropped or pasted; attached or shown within the HTML.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlTextAreaElement;

use super::draft_field::DraftField;
use super::intake::Intake;
use crate::compose::Compose;
use crate::field::Field;
use crate::files::{Room, content_id, insert_image, size};
use crate::parts::{Face, Section, focus_soon};
use crate::text::{Word, api, fill, t};

#[component]
pub(crate) fn FilesPanel() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let intake = expect_context::<Intake>();
    let count = Memo::new(move |_| compose.draft.with(|draft| draft.attachments.len()));
    let total = move || {
        let room = compose.draft.with(|draft| {
            let route = compose.route.get().map(|(route, _)| route);
            Room::of(&draft.attachments, route.or(draft.route))
        });
        let (used, limit) = room.megabytes();
        let values = [("used", used.as_str()), ("limit", &limit), ("api", api(room.route))];
        (count.get() > 0).then(|| {
            view! {
                <span class="counter" class:over=room.is_over()>
                    {fill(Word::FileRoom, &values)}
                    {room.is_over().then(|| t(Word::TooMuch))}
                </span>
            }
        })
    };
    let reading = move || {
        let names = compose.reading.get();
        (!names.is_empty()).then(|| {
            let text = fill(Word::ReadingFiles, &[("files", &names.join(", "))]);
            view! { <p class="notice tone-info">{text}</p> }
        })
    };
    let unread = move || {
        let names = intake.unread.get().into_iter();
        names
            .map(|name| {
                let text = fill(Word::UnreadFile, &[("file", &name)]);
                view! { <p class="notice tone-danger">{text}</p> }
            })
            .collect_view()
    };
    view! {
        <Section id="files" title=t(Word::Files) aside=total>
            <div class="drop" class:over=move || intake.is_over.get()>
                <label class="button">
                    <input
                        type="file"
                        id=Field::Files.id()
                        multiple
                        class="unseen"
                        on:change:target=move |event| {
                            let input = event.target();
                            if let Some(list) = input.files() {
                                intake.take(&list);
                            }
                            // The same file may be chosen again after it was removed.
                            input.set_value("");
                        }
                    />
                    {t(Word::AttachFiles)}
                </label>
                <span class="muted">{t(Word::DropHere)}</span>
            </div>
            <div class="live" id="reading" role="status">
                {reading}
            </div>
            <div class="live" role="alert">{unread}</div>
            <div class="files">
                <For each=move || 0..count.get() key=|at| *at let:at>
                    <FileRow at=at />
                </For>
            </div>
        </Section>
    }
}

#[component]
fn FileRow(at: usize) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let name = compose.text(Field::File(at));
    let facts = move || {
        compose.draft.with(|draft| {
            let file = draft.attachments.get(at)?;
            let size = size(file.content.size());
            Some(format!("{} · {size}", file.content_type))
        })
    };
    let is_inline = Memo::new(move |_| {
        let cid = |draft: &ses_delegate::Draft| {
            let file = draft.attachments.get(at);
            file.is_some_and(|file| !file.cid.is_empty())
        };
        compose.draft.with(cid)
    });
    let is_image = Memo::new(move |_| {
        compose.draft.with(|draft| {
            draft.attachments.get(at).is_some_and(|file| file.content_type.starts_with("image/"))
        })
    });
    let attach = move |_| {
        compose.draft.update(|draft| {
            if let Some(file) = draft.attachments.get_mut(at) {
                file.cid.clear();
            }
        });
    };
    let inline = move |_| {
        compose.draft.update(|draft| {
            let taken: Vec<_> = draft.attachments.iter().map(|f| f.cid.clone()).collect();
            if let Some(file) = draft.attachments.get_mut(at) {
                file.cid = content_id(&file.filename, &taken);
            }
        });
    };
    let remove = move |_| {
        let mut left = 0;
        compose.draft.update(|draft| {
            if at < draft.attachments.len() {
                draft.attachments.remove(at);
            }
            left = draft.attachments.len();
        });
        // The next file takes this one's place, and its row.
        focus_soon(match left {
            0 => Field::Files.id(),
            left => remove_id(at.min(left - 1)),
        });
    };
    let group = format!("file-{at}-placement");
    view! {
        <div
            class="file"
            role="group"
            tabindex="-1"
            id=Field::File(at).id()
            aria-label=name
            aria-describedby=format!("file-{at}-error")
        >
            <div class="file-head">
                <div class="file-name">
                    <strong>{name}</strong>
                    <span class="muted">{facts}</span>
                </div>
                // Nothing but an image can be shown within the HTML.
                <div class="segments" hidden=move || !is_image.get()>
                    <label>
                        <input
                            type="radio"
                            name=group.clone()
                            prop:checked=move || !is_inline.get()
                            on:change=attach
                        />
                        <span>{t(Word::Attach)}</span>
                    </label>
                    <label>
                        <input
                            type="radio"
                            name=group
                            prop:checked=is_inline
                            on:change=inline
                        />
                        <span>{t(Word::Inline)}</span>
                    </label>
                </div>
                <button
                    type="button"
                    id=remove_id(at)
                    class="button quiet small"
                    on:click=remove
                >
                    {t(Word::Remove)}
                </button>
            </div>
            <p class="error" id=format!("file-{at}-error")>
                {move || compose.error(Field::File(at))}
            </p>
            <Show when=move || is_inline.get()>
                <InlineImage at=at />
            </Show>
        </div>
    }
}

fn remove_id(at: usize) -> String {
    format!("file-{at}-remove")
}

#[component]
fn InlineImage(at: usize) -> impl IntoView {
    let compose = expect_context::<Compose>();
    let insert = move |_| {
        let caret = document()
            .get_element_by_id(&Field::Html.id())
            .and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok())
            .and_then(|area| area.selection_start().ok().flatten());
        compose.draft.update(|draft| {
            if let Some(file) = draft.attachments.get(at) {
                draft.html = insert_image(&draft.html, caret, file);
            }
        });
        focus_soon(Field::Html.id());
    };
    view! {
        <div class="inline-image">
            <DraftField field=Field::FileCid(at) label=t(Word::ContentId) face=Face::Code />
            <button type="button" class="button small" on:click=insert>
                {t(Word::InsertImage)}
            </button>
        </div>
    }
}
