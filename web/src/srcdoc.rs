//! The HTML body as a document for the preview's sandboxed frame.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ses_delegate::{Draft, File};

/// Links must not lead the frame itself elsewhere; the sandbox stops new windows.
const BASE: &str = "<base target=\"_blank\">";

/// The HTML with its `cid:` images as `data:` URLs; blank if there is none.
pub(crate) fn srcdoc(draft: &Draft) -> String {
    if draft.html.is_empty() {
        return String::new();
    }
    let html = with_images(&draft.html, &draft.attachments);
    let lower = html.to_ascii_lowercase();
    let is_document = lower.trim_start().starts_with("<!doctype");
    let head = lower.find("<head").and_then(|at| {
        let is_tag = lower[at + 5..].starts_with(|c: char| c == '>' || c.is_ascii_whitespace());
        is_tag.then(|| lower[at..].find('>').map(|end| at + end + 1))?
    });
    match head {
        Some(at) => format!("{}{BASE}{}", &html[..at], &html[at..]),
        None if is_document => {
            let at = html.find('>').map_or(0, |end| end + 1);
            format!("{}{BASE}{}", &html[..at], &html[at..])
        }
        None => format!("<!doctype html>{BASE}{html}"),
    }
}

fn with_images(html: &str, files: &[File]) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = find_cid(rest) {
        let id = &rest[at + 4..];
        let end = id.find(['"', '\'', '>', ')', ' ', '\n']).unwrap_or(id.len());
        shown.push_str(&rest[..at]);
        match files.iter().find(|file| names(file, &id[..end])) {
            Some(file) => {
                shown.push_str("data:");
                shown.push_str(media_type(file));
                shown.push_str(";base64,");
                STANDARD.encode_string(file.content.bytes().unwrap_or_default(), &mut shown);
            }
            // No file has that id: a broken image, without an error in the console.
            None => shown.push_str("data:,"),
        }
        rest = &id[end..];
    }
    shown.push_str(rest);
    shown
}

/// Where a `cid:` URL begins, as the value of an attribute or of a CSS `url()`.
fn find_cid(html: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    (1..bytes.len().saturating_sub(4)).find(|&at| {
        bytes[at..at + 4].eq_ignore_ascii_case(b"cid:") && b"\"'=( ".contains(&bytes[at - 1])
    })
}

fn names(file: &File, id: &str) -> bool {
    let bare = file.cid.trim().trim_matches(['<', '>']);
    !bare.is_empty() && bare == percent_encoding::percent_decode_str(id).decode_utf8_lossy()
}

/// A type that cannot break out of the attribute it is written in.
fn media_type(file: &File) -> &str {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"/.+-".contains(&b);
    if !file.content_type.is_empty() && file.content_type.bytes().all(is_plain) {
        &file.content_type
    } else {
        "application/octet-stream"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(html: &str) -> Draft {
        Draft {
            html: html.into(),
            attachments: vec![File {
                filename: "a.png".into(),
                content_type: "image/png".into(),
                cid: "lo@go".into(),
                content: b"abc".to_vec().into(),
            }],
            ..Draft::default()
        }
    }

    #[test]
    fn images_are_shown_and_unknown_ones_are_blank() {
        let shown = with_images(
            "<img src=\"CID:lo@go\"><img src='cid:lo%40go'><img src=cid:lo@go><img src=\"cid:x\">é",
            &draft("").attachments,
        );
        assert_eq!(
            shown,
            "<img src=\"data:image/png;base64,YWJj\"><img src='data:image/png;base64,YWJj'><img src=data:image/png;base64,YWJj><img src=\"data:,\">é"
        );
        assert_eq!(with_images("acid: cid", &[]), "acid: cid");
    }

    #[test]
    fn links_stay_in_the_sandbox() {
        for (html, expected) in [
            ("<p>", "<!doctype html><base target=\"_blank\"><p>"),
            ("<!DOCTYPE html><p>", "<!DOCTYPE html><base target=\"_blank\"><p>"),
            ("<html><Head a=b><title>", "<html><Head a=b><base target=\"_blank\"><title>"),
            ("<header>é", "<!doctype html><base target=\"_blank\"><header>é"),
        ] {
            assert_eq!(srcdoc(&draft(html)), expected);
        }
        assert_eq!(srcdoc(&draft("")), "");
    }
}
