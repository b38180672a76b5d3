//! How files come in: chosen, dropped or pasted, one after another.

use std::time::Duration;

use leptos::ev::{ClipboardEvent, DragEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileList;

use crate::compose::Compose;
use crate::files;
use crate::timing::Settle;

/// The ways files come in, from anywhere on the form.
#[derive(Clone, Copy)]
pub(crate) struct Intake {
    compose: Compose,
    pub(crate) is_over: RwSignal<bool>,
    over: Settle,
    /// The names of files that could not be read.
    pub(crate) unread: RwSignal<Vec<String>>,
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

    pub(crate) fn take(self, list: &FileList) {
        let chosen: Vec<_> = (0..list.length()).filter_map(|at| list.get(at)).collect();
        let Compose { draft, reading, mail, .. } = self.compose;
        let its_mail = mail.get_untracked();
        self.unread.set(Vec::new());
        reading.update(|reading| reading.extend(chosen.iter().map(web_sys::File::name)));
        spawn_local(async move {
            // One after another, so that their order stays.
            for file in chosen {
                let name = file.name();
                let file = files::read(file).await;
                if mail.get_untracked() != its_mail {
                    // The mail that it was chosen for is gone.
                    return;
                }
                match file {
                    Ok(file) => draft.update(|draft| draft.attachments.push(file)),
                    Err(name) => self.unread.update(|unread| unread.push(name)),
                }
                reading.update(|reading| {
                    if let Some(at) = reading.iter().position(|known| *known == name) {
                        reading.remove(at);
                    }
                });
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
