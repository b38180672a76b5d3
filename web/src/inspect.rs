//! What the inspector shows: computed when it can be seen, and only after
//! typing pauses, since a draft may carry megabytes.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use ses_delegate::{Draft, Finding, ParseError, Prepared, prepare};

use crate::chance;
use crate::checks::Checks;
use crate::compose::Compose;
use crate::timing::Settle;

/// The inspector's views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Preview,
    Checks,
    Request,
    Mime,
}

impl Tab {
    pub(crate) const ALL: [Self; 4] = [Self::Preview, Self::Checks, Self::Request, Self::Mime];
}

/// A draft at rest, and what the chosen view needs of it.
#[derive(Clone)]
pub(crate) struct Settled {
    pub(crate) draft: Arc<Draft>,
    pub(crate) prepared: Option<Result<Arc<Prepared>, Arc<Vec<ParseError>>>>,
    pub(crate) findings: Option<Arc<Vec<Finding>>>,
}

#[derive(Clone, Copy)]
pub(crate) struct Inspect {
    pub(crate) tab: RwSignal<Tab>,
    /// On narrow screens the inspector is a sheet, closed at first.
    pub(crate) open: RwSignal<bool>,
    /// True while that sheet covers the form.
    pub(crate) is_sheet: Memo<bool>,
    pub(crate) settled: RwSignal<Settled>,
}

const PAUSE: Duration = Duration::from_millis(150);
/// For drafts with large files.
const LONG_PAUSE: Duration = Duration::from_millis(600);
const LARGE: u64 = 1_000_000;

impl Inspect {
    /// `wide`: the screen has room for the inspector beside the form.
    pub(crate) fn new(compose: Compose, checks: Checks, wide: Signal<bool>) -> Self {
        let open = RwSignal::new(false);
        let inspect = Self {
            tab: RwSignal::new(Tab::Preview),
            open,
            is_sheet: Memo::new(move |_| open.get() && !wide.get()),
            settled: RwSignal::new(settle(&compose.draft.get_untracked(), Tab::Preview, checks)),
        };
        let settling = Settle::new();
        Effect::watch(
            move || {
                let visible = wide.get() || inspect.open.get();
                visible.then(|| {
                    let bytes = compose.draft.with(bytes);
                    // Checks know when the credentials end.
                    checks.session.held.track();
                    (inspect.tab.get(), bytes)
                })
            },
            move |seen, _, _| {
                let Some((tab, bytes)) = *seen else { return };
                let pause = if bytes < LARGE { PAUSE } else { LONG_PAUSE };
                settling.after(pause, move || {
                    let settled = compose.draft.with_untracked(|draft| settle(draft, tab, checks));
                    inspect.settled.set(settled);
                });
            },
            false,
        );
        inspect
    }
}

fn settle(draft: &Draft, tab: Tab, checks: Checks) -> Settled {
    let prepared = match tab {
        Tab::Preview | Tab::Checks => None,
        Tab::Request | Tab::Mime => {
            Some(prepare(draft, &chance::stamp()).map(Arc::new).map_err(Arc::new))
        }
    };
    let findings = (tab == Tab::Checks).then(|| Arc::new(checks.run(draft)));
    Settled { draft: Arc::new(draft.clone()), prepared, findings }
}

fn bytes(draft: &Draft) -> u64 {
    draft.attachments.iter().map(|file| file.content.size()).sum()
}
