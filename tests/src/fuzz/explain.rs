use ses_delegate::{
    BulkResult, Context, Delegate, Draft, Explanation, Failure, Fate, MayBeSent, NotSent,
    Rejection, RejectionKind, Retry, Unanswered, causes, explain,
};

const TOKEN: &str = "FwoGZXIvYXdzEPLANTEDTOKEN0123456789";
const STATUSES: [u16; 9] = [200, 302, 400, 403, 404, 429, 500, 502, 599];

/// The first byte picks the status; the first line is AWS's code, the rest its
/// text. Of any kind, it has an explanation, is shown whole, and is never sent
/// again if it may have been sent.
pub fn explain_failure(data: &[u8]) {
    let [pick, rest @ ..] = data else { return };
    let rest = String::from_utf8_lossy(rest);
    let (code, text) = rest.split_once('\n').unwrap_or(("", &rest));
    let status = STATUSES[usize::from(*pick) % STATUSES.len()];
    let draft = Draft {
        delegate: Some(Delegate { source_arn: code.to_owned(), ..Delegate::default() }),
        from: text.chars().take(100).collect(),
        to: vec!["bob@example.org".to_owned()],
        ..Draft::default()
    };
    let contexts = [Context::default(), Context { draft: Some(&draft), ..Context::default() }];
    let known = Some(code).filter(|code| !code.is_empty());
    let kinds = [RejectionKind::Refused, RejectionKind::Unclear];
    for context in &contexts {
        for kind in kinds {
            let message = Some(text.to_owned());
            let rejection = Rejection {
                kind,
                status,
                code: known.map(str::to_owned),
                message: message.clone(),
                request_id: None,
                body: text.to_owned(),
            };
            let explanation = sound(&Failure::rejection(&rejection), context);
            assert_eq!(explanation.fate == Fate::MayBeSent, kind == RejectionKind::Unclear);
            assert_eq!(explanation.original.code.as_deref(), known);
            if !text.to_ascii_lowercase().contains("x-amz-security-token") {
                assert_eq!(
                    (&explanation.original.message, &explanation.original.body),
                    (&message, &rejection.body)
                );
            }
        }
        if let Some(failure) = Failure::smtp(&rest) {
            sound(&failure, context);
        }
        for status in [None, Some(code.to_owned())] {
            let Ok(status) = status.map(|word| word.parse()).transpose();
            let result = BulkResult { status, error: Some(text.to_owned()), message_id: None };
            if let Some(failure) = Failure::bulk(&result) {
                sound(&failure, context);
            }
        }
        for why in MayBeSent::ALL {
            let explanation = sound(&Failure::unanswered(&Unanswered::Perhaps(why), text), context);
            assert_eq!(explanation.fate, Fate::MayBeSent);
        }
        for why in NotSent::ALL {
            let explanation = sound(&Failure::unanswered(&Unanswered::No(why), text), context);
            assert_ne!(explanation.fate, Fate::MayBeSent);
        }
    }
    // A session token, wherever AWS may quote one.
    let reply = format!("554 {text}\nx-amz-security-token:{TOKEN}\n{code}");
    if let Some(failure) = Failure::smtp(&reply) {
        let explanation = sound(&failure, &contexts[0]);
        assert!(!format!("{failure:?}{explanation:?}").contains(TOKEN));
    }
}

fn sound(failure: &Failure<'_>, context: &Context<'_>) -> Explanation {
    let explanation = explain(failure, context);
    assert!(causes().any(|cause| cause.code() == explanation.code), "{}", explanation.code);
    assert!(!explanation.cause.is_empty() && !explanation.fix.is_empty(), "{explanation:?}");
    assert!(!explanation.who.is_empty(), "{explanation:?}");
    let json = serde_json::to_value(&explanation).expect("an explanation is JSON");
    if failure.is_ambiguous() {
        assert_eq!((explanation.retry(), json.get("retry")), (Retry::Never, None));
    } else {
        assert_eq!(json["retry"]["when"], explanation.retry().as_str());
    }
    explanation
}
