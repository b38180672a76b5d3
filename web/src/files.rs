//! From the browser's files to the draft's.

use ses_delegate::{Attachment, Content, ContentId, File, HeaderText, MediaType, Placement, Route};
use wasm_bindgen_futures::JsFuture;

/// Reads a chosen, dropped or pasted file into memory; the file's name if that fails.
pub(crate) async fn read(file: web_sys::File) -> Result<File, String> {
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| name.clone())?;
    let content = Content::from(js_sys::Uint8Array::new(&buffer).to_vec());
    Ok(File {
        content_type: media_type(&file.type_(), &content),
        filename: name,
        cid: String::new(),
        content,
    })
}

/// The browser's idea of the type, if mail can carry that content as that type.
fn media_type(told: &str, content: &Content) -> String {
    let bare = told.split(';').next().unwrap_or_default().trim();
    let carried = |media_type: &MediaType| {
        HeaderText::new("file")
            .and_then(|name| {
                let (told, content) = (media_type.clone(), content.clone());
                Attachment::new(name, told, Placement::Attached, content)
            })
            .is_ok()
    };
    let media_type = bare.parse().ok().filter(carried).unwrap_or_else(MediaType::octet_stream);
    media_type.as_str().to_owned()
}

/// A Content-ID made of the file's name, unlike those that are `taken`.
pub(crate) fn content_id(file_name: &str, taken: &[String]) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let plain: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
    let base = match plain.trim_matches('-') {
        "" => "image",
        name => name,
    };
    let mut id = base.to_owned();
    let mut count = 1;
    while taken.contains(&id) {
        count += 1;
        id = format!("{base}-{count}");
    }
    debug_assert!(id.parse::<ContentId>().is_ok());
    id
}

/// `html` with an image that shows `file`, at the caret (in UTF-16 units) or the end.
pub(crate) fn insert_image(html: &str, caret: Option<u32>, file: &File) -> String {
    let alt = file
        .filename
        .rsplit_once('.')
        .map_or(file.filename.as_str(), |(stem, _)| stem)
        .replace('&', "&amp;")
        .replace('"', "&quot;");
    let tag = format!("<img src=\"cid:{}\" alt=\"{alt}\">", file.cid);
    let mut units = 0;
    let at = html
        .char_indices()
        .find(|(_, c)| {
            let is_here = caret.is_some_and(|caret| units >= caret as usize);
            units += c.len_utf16();
            is_here
        })
        .map_or(html.len(), |(at, _)| at);
    format!("{}{tag}{}", &html[..at], &html[at..])
}

/// How much of what SES takes the files fill, about: the text comes on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Room {
    used: u64,
    limit: u64,
    /// The route that sets the limit.
    pub(crate) route: Route,
}

const MB: u64 = 1024 * 1024;

impl Room {
    /// The room on `route`; on the one that files take by themselves if none is known.
    pub(crate) fn of(files: &[File], route: Option<Route>) -> Self {
        let route = route.unwrap_or(Route::V1SendRawEmail);
        let limit = match route {
            Route::V2SendEmailRaw | Route::V2SendEmailSimple => 40 * MB,
            _ => 10 * MB,
        };
        let used = files.iter().map(|file| encoded(file.content.size())).sum();
        Self { used, limit, route }
    }

    pub(crate) fn is_over(self) -> bool {
        self.used > self.limit
    }

    /// What is used, and the limit.
    pub(crate) fn megabytes(self) -> (String, String) {
        let tenths = (self.used * 10).div_ceil(MB);
        (format!("{}.{}", tenths / 10, tenths % 10), (self.limit / MB).to_string())
    }
}

/// In base64, with two more bytes at the end of each 76.
fn encoded(bytes: u64) -> u64 {
    let base64 = bytes.div_ceil(3) * 4;
    base64 + base64.div_ceil(76) * 2
}

/// `1.2 MB`: decimal units, as SES's limits are given.
pub(crate) fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// `12,345`
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_mail_cannot_carry_become_bytes() {
        let of = |told: &str, content: &[u8]| media_type(told, &content.to_vec().into());
        assert_eq!(of("image/PNG", b"\x89"), "image/png");
        assert_eq!(of("text/plain;charset=utf-8", b"x"), "text/plain");
        assert_eq!(of("message/rfc822", b"A: b\r\n\r\nc\r\n"), "message/rfc822");
        // Which may not be encoded, and so only some of them can go as such.
        assert_eq!(of("message/rfc822", b"A: b\n\nc\n"), "application/octet-stream");
        for odd in ["", "multipart/mixed", "x"] {
            assert_eq!(of(odd, b"x"), "application/octet-stream", "{odd}");
        }
    }

    #[test]
    fn content_ids_are_legal_and_differ() {
        assert_eq!(content_id("logo.png", &[]), "logo");
        assert_eq!(content_id("Grüße aus Köln (1).jpeg", &[]), "Gr--e-aus-K-ln--1");
        assert_eq!(content_id("日本.png", &["image".into()]), "image-2");
        assert_eq!(content_id(&"x".repeat(500), &[]).len(), 60);
    }

    #[test]
    fn images_go_to_the_caret() {
        let file = File { filename: "a\"b.png".into(), cid: "logo".into(), ..File::default() };
        let tag = "<img src=\"cid:logo\" alt=\"a&quot;b\">";
        assert_eq!(insert_image("𝄞<p>", Some(2), &file), format!("𝄞{tag}<p>"));
        assert_eq!(insert_image("<p>", None, &file), format!("<p>{tag}"));
        assert_eq!(insert_image("", Some(0), &file), tag);
    }

    #[test]
    fn the_route_sets_the_room() {
        let nine = File { content: Content::elsewhere(9 * MB), ..File::default() };
        let v1 = Room::of(std::slice::from_ref(&nine), None);
        assert!(v1.is_over());
        assert_eq!(v1.megabytes(), ("12.4".into(), "10".into()));
        assert!(!Room::of(&[nine], Some(Route::V2SendEmailRaw)).is_over());
    }

    #[test]
    fn numbers_for_people() {
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1_250), "1.3 kB");
        assert_eq!(size(7_100_000), "7.1 MB");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(12), "12");
    }
}
