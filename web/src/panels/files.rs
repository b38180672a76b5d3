//! Files: chosen, dropped or pasted; attached or shown within the HTML.

use std::time::Duration;

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::{FileList, HtmlTextAreaElement};

use super::draft_field::DraftField;
use crate::compose::Compose;
use crate::field::Field;
use crate::files::{self, content_id, insert_image, size};
use crate::parts::{Face, Section, focus_soon};
use crate::text::{Word, fill, t};
use crate::timing::Settle;

/// The ways files come in, from anywhere on the form.
#[derive(Clone, Copy)]
pub(crate) struct Intake {
    compose: Compose,
    is_over: RwSignal<bool>,
    over: Settle,
    unread: RwSignal<Vec<String>>,
}

impl Intake {
    pub(crate) fn new(compose: Compose) -> Self {
        Self {
            compose,
            is_over: RwSignal::new(false),
            over: Settle::new(),
            unread: RwSignal::new(Vec::new()),
        }
    }

    fn take(self, list: &FileList) {
        let chosen: Vec<_> = (0..list.length()).filter_map(|at| list.get(at)).collect();
        self.unread.set(Vec::new());
        spawn_local(async move {
            // One after another, so that their order stays.
            for file in chosen {
                match files::read(file).await {
                    Ok(file) => self.compose.draft.update(|draft| draft.attachments.push(file)),
                    Err(name) => self.unread.update(|unread| unread.push(name)),
                }
            }
        });
    }

    pub(crate) fn drag_over(self, event: &DragEvent) {
        let carries_files =
            event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
        if carries_files {
            event.prevent_default();
            self.is_over.set(true);
            // It repeats for as long as they hover.
            self.over.after(Duration::from_millis(300), move || self.is_over.set(false));
        }
    }

    pub(crate) fn dropped(self, event: &DragEvent) {
        if let Some(list) = event.data_transfer().and_then(|data| data.files())
            && list.length() > 0
        {
            event.prevent_default();
            self.take(&list);
        }
    }

    /// Files alone: what comes with text (from a spreadsheet, say) is pasted as text.
    pub(crate) fn pasted(self, event: &ClipboardEvent) {
        let Some(data) = event.clipboard_data() else {
            return;
        };
        if let Some(list) = data.files()
            && list.length() > 0
            && data.get_data("text/plain").is_ok_and(|text| text.is_empty())
        {
            event.prevent_default();
            self.take(&list);
        }
    }
}

#[component]
pub(crate) fn FilesPanel() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let intake = expect_context::<Intake>();
    let count = Memo::new(move |_| compose.draft.with(|draft| draft.attachments.len()));
    let total = move || {
        let bytes: usize = compose.draft.with(|draft| {
            let sizes = draft.attachments.iter();
            sizes.map(|file| file.content.as_slice().len()).sum()
        });
        (count.get() > 0).then(|| {
            view! { <span class="counter">{fill(Word::FileTotal, &[("size", &size(bytes))])}</span> }
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
                        id="attach-files"
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
            let size = size(file.content.as_slice().len());
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
        compose.draft.update(|draft| {
            if at < draft.attachments.len() {
                draft.attachments.remove(at);
            }
        });
        focus_soon("attach-files");
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
                <div class="segments">
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
                <button type="button" class="button quiet small" on:click=remove>
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
