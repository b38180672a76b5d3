//! What spoils a signed request.

use crate::client::Call;

/// Changes what follows `name` in the `Authorization` header or the query.
pub(super) fn change(call: &mut Call, name: &str, change: impl Fn(&str) -> String) {
    let change_in = |text: &str| {
        let start = text.rfind(name).map(|start| start + name.len()).expect(name);
        let end = text[start..].find([',', '&']).map_or(text.len(), |end| start + end);
        format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
    };
    match call.headers.iter_mut().find(|(other, _)| other == "authorization") {
        Some((_, value)) => *value = change_in(value),
        None => call.target = change_in(&call.target),
    }
}

pub(super) fn scope(call: &mut Call, from: &'static str, to: &'static str) {
    change(call, "Credential=", |credential| {
        let changed = credential.replace(from, to);
        assert_ne!(changed, credential, "{from}");
        changed
    });
}

pub(super) fn header(call: &mut Call, name: &str, value: &str) {
    call.headers.push((name.to_owned(), value.to_owned()));
}

pub(super) fn set(call: &mut Call, name: &str, value: &str) {
    let header = call.headers.iter_mut().find(|(other, _)| other == name).expect(name);
    value.clone_into(&mut header.1);
}

pub(super) fn remove(call: &mut Call, name: &str) {
    call.headers.retain(|(other, _)| other != name);
}

pub(super) fn drop_parameter(call: &mut Call, name: &str) {
    let (path, query) = call.target.split_once('?').unwrap();
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
    call.target = format!("{path}?{}", kept.join("&"));
}

/// Changes the path and leaves the query.
pub(super) fn path(call: &mut Call, change: impl Fn(&str) -> String) {
    let end = call.target.find('?').unwrap_or(call.target.len());
    call.target = change(&call.target[..end]) + &call.target[end..];
}

pub(super) fn unescape(call: &mut Call) {
    path(call, |path| path.replace("%2B", "+").replace("%40", "@"));
}
