//! What HTML holds, as far as checks ask for it. The only file that names
//! html5gum, the tokenizer of the WHATWG's standard.

use std::collections::{BTreeMap, HashSet};
use std::convert::Infallible;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::emitters::{Emitter, ForwardingEmitter};
use html5gum::{Error, HtmlString, Readable, Reader, Spanned, StringReader, Tokenizer};
use percent_encoding::percent_decode_str;

/// What HTML holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Html {
    /// What a reader sees of it as text, without quotations, a line for each block.
    pub(super) text: String,
    /// Whether there is any text to see: quotations and the images' alternatives too.
    pub(super) has_text: bool,
    /// Where links lead.
    pub(super) links: Vec<String>,
    /// The images that it shows as such.
    pub(super) images: Vec<Image>,
    /// Whatever else it loads: backgrounds, style sheets, films.
    pub(super) loads: Vec<String>,
    /// Elements and attributes that readers take out, each once.
    pub(super) inert: Vec<String>,
    /// The same, to be found.
    known_inert: HashSet<String>,
    /// What comments say: Outlook reads some of them.
    pub(super) comments: Vec<String>,
}

/// An image.
#[derive(Debug, PartialEq)]
pub(super) struct Image {
    /// Where it is.
    pub(super) source: String,
    /// What stands in for it; none if nothing is said, blank if it is decoration.
    pub(super) alternative: Option<String>,
    /// Whether it is too small to be seen.
    pub(super) is_dot: bool,
}

type Attributes = BTreeMap<HtmlString, Spanned<HtmlString, ()>>;

/// Mail's HTML is read, not judged: without errors half of the tokenizer falls away.
#[derive(Default)]
struct Lenient(DefaultEmitter);

impl ForwardingEmitter for Lenient {
    type Token = Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}
}

/// html5gum's own reader, called instead of standing in each of some seventy states.
struct Text<'a>(StringReader<'a>);

impl Reader for Text<'_> {
    type Error = Infallible;

    #[inline(never)]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        self.0.read_byte()
    }

    #[inline(never)]
    fn try_read_string(&mut self, text: &[u8], minds_case: bool) -> Result<bool, Infallible> {
        self.0.try_read_string(text, minds_case)
    }

    #[inline(never)]
    fn read_until<'b>(
        &'b mut self,
        ends: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        self.0.read_until(ends, buffer)
    }
}

/// What readers take out, or show as nothing.
const INERT: [&str; 10] = [
    "script", "form", "iframe", "frame", "object", "embed", "applet", "input", "textarea", "select",
];

/// Whose content is no text to see.
const UNSEEN: [&str; 6] = ["head", "script", "style", "title", "template", "object"];

/// What text flows through; all else ends a line.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "tt", "u",
];

impl Html {
    pub(super) fn read(source: &str) -> Self {
        let mut html = Self::default();
        let mut emitter = Lenient::default();
        // Or a script's `<img>` would count.
        emitter.0.naively_switch_states(true);
        let mut unseen: Option<String> = None;
        let mut quotes = 0_u32;
        let mut is_style = false;
        for Ok(token) in Tokenizer::new_with_emitter(Text(source.to_reader()), emitter) {
            match token {
                Token::StartTag(tag) => {
                    let name = lossy(&tag.name);
                    is_style = name == "style";
                    html.take(&name, &tag);
                    html.end_line(&name);
                    if name == "blockquote" {
                        quotes += 1;
                    }
                    if name == "body" {
                        unseen = None;
                    } else if unseen.is_none() && UNSEEN.contains(&name.as_str()) {
                        unseen = Some(name);
                    }
                }
                Token::EndTag(tag) => {
                    let name = lossy(&tag.name);
                    is_style = false;
                    html.end_line(&name);
                    if name == "blockquote" {
                        quotes = quotes.saturating_sub(1);
                    }
                    if unseen.as_ref() == Some(&name) {
                        unseen = None;
                    }
                }
                Token::String(text) => {
                    let text = lossy(&text);
                    if is_style {
                        html.loads.extend(urls(&text));
                    } else if unseen.is_none() {
                        html.has_text |= is_seen(&text);
                        if quotes == 0 {
                            html.text.push_str(&text);
                        }
                    }
                }
                Token::Comment(comment) => html.comments.push(lossy(&comment)),
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        html
    }

    fn take(&mut self, name: &str, tag: &StartTag<()>) {
        let value = |attribute: &str| value(&tag.attributes, attribute);
        if INERT.contains(&name) {
            self.is_inert(format!("<{name}>"));
        }
        let handler = tag.attributes.keys().map(lossy).find(|n| n.starts_with("on"));
        if let Some(handler) = handler {
            self.is_inert(format!("{handler}="));
        }
        match name {
            "a" | "area" => {
                let link = value("href");
                if link.as_ref().is_some_and(|link| has_scheme(link, "javascript:")) {
                    self.is_inert("javascript: links".to_owned());
                }
                self.links.extend(link);
            }
            "img" => {
                let alternative = value("alt");
                let is_dot = ["width", "height"]
                    .into_iter()
                    .filter_map(value)
                    .any(|length| ["0", "1", "0px", "1px"].contains(&length.as_str()));
                self.has_text |= alternative.as_ref().is_some_and(|text| is_seen(text));
                let source = value("src").unwrap_or_default();
                self.images.push(Image { source, alternative, is_dot });
            }
            // Others say what something is, and load nothing.
            "link" => self.loads.extend(value("rel").and_then(|_| value("href"))),
            _ => self.loads.extend(value("src")),
        }
        self.loads.extend(value("background"));
        self.loads.extend(value("style").iter().flat_map(|style| urls(style)));
    }

    fn is_inert(&mut self, what: String) {
        if self.known_inert.insert(what.clone()) {
            self.inert.push(what);
        }
    }

    fn end_line(&mut self, name: &str) {
        if !INLINE.contains(&name) && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The files that it shows, by their Content-ID.
    pub(super) fn cids(&self) -> impl Iterator<Item = String> {
        self.images.iter().map(|image| &image.source).chain(&self.loads).filter_map(|at| cid(at))
    }

    /// Those that comments show.
    pub(super) fn cids_of_comments(&self) -> impl Iterator<Item = String> {
        self.comments.iter().flat_map(|comment| cids_within(comment))
    }
}

/// What follows `cid:` in a URL, decoded (RFC 2392 section 2).
pub(super) fn cid(url: &str) -> Option<String> {
    let id = has_scheme(url, "cid:").then(|| &url[4..])?;
    Some(percent_decode_str(id).decode_utf8_lossy().into_owned())
}

/// What follows each `cid:` in any text, decoded.
pub(super) fn cids_within(text: &str) -> impl Iterator<Item = String> {
    text.split("cid:").skip(1).map(|rest| {
        let id = rest.split(['"', '\'', ')', ' ', '>']).next().unwrap_or_default();
        percent_decode_str(id).decode_utf8_lossy().into_owned()
    })
}

/// Whether `url` begins with `scheme`, in any case.
pub(super) fn has_scheme(url: &str, scheme: &str) -> bool {
    url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

fn value(attributes: &Attributes, name: &str) -> Option<String> {
    attributes.get(name.as_bytes()).map(|value| lossy(value).trim().to_owned())
}

fn lossy(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// Whether it leaves a mark: more than blanks, and characters that are not seen.
fn is_seen(text: &str) -> bool {
    let is_blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || "\u{200b}\u{200c}\u{200d}\u{ad}\u{34f}\u{feff}".contains(c)
    };
    text.contains(|c| !is_blank(c))
}

/// What CSS loads by `url(…)`.
fn urls(css: &str) -> impl Iterator<Item = String> {
    css.split("url(").skip(1).map(|rest| {
        let url = rest.split(')').next().unwrap_or_default();
        url.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'').to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees_is_its_text() {
        for (html, text, has_text) in [
            ("", "", false),
            ("<p>a <b>b</b>c</p><p>d", "a bc\nd", true),
            ("a<br>b &amp; &#99;", "a\nb & c", true),
            ("<head><title>x</title><style>y</style></head><body>z", "z", true),
            ("<title>x</title><script>document.write('<p>y</p>')</script>", "", false),
            ("<p>&nbsp;&zwnj;</p><!-- x -->", "\u{a0}\u{200c}\n", false),
            ("new<blockquote>old</blockquote>", "new\n", true),
            ("<img alt=x>", "", true),
            ("<img alt=''><img>", "", false),
            ("<p title='x'>\u{1f44d}", "\u{1f44d}", true),
        ] {
            let read = Html::read(html);
            assert_eq!((read.text.as_str(), read.has_text), (text, has_text), "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text: String, html in "(<(a|img|link|style|script|p|!--|/)|[ =\"'>ä]|href|src|style|cid:%4|url\\(|http://){0,40}") {
            for source in [&text, &html] {
                let read = Html::read(source);
                let _ = (read.cids().count(), read.cids_of_comments().count());
                // Nothing is made up: a tag takes more than the text it leaves.
                proptest::prop_assert!(read.images.len() * 4 <= source.len());
            }
        }
    }

    #[test]
    fn what_it_loads_is_found_wherever_it_stands() {
        let html = Html::read(
            r#"<style>p { background: url( "cid:a" ) }</style>
            <IMG SRC=" CID:b%40c " Alt="x" width=1>
            <td background='cid:d' style="background: url(http://e.example/f)">
            <a href="HTTP://g.example/?a&amp;b" onclick="x()">h</a>
            <!--[if mso]><v:image src="cid:i%40j"/><![endif]-->
            <link rel=stylesheet href="https://k.example/l.css">
            <link itemprop=method href="http://schema.org/HttpRequestMethod/GET"><video src="m">
            <script>'<img src="cid:no">'</script><a href="javascript:x()" onclick=''>
            <form action="n"><input>"#,
        );
        assert_eq!(html.cids().collect::<Vec<_>>(), ["b@c", "a", "d"]);
        assert_eq!(html.links, ["HTTP://g.example/?a&b", "javascript:x()"]);
        let image = Image {
            source: "CID:b%40c".to_owned(),
            alternative: Some("x".to_owned()),
            is_dot: true,
        };
        assert_eq!(html.images, [image]);
        let loads = ["cid:a", "cid:d", "http://e.example/f", "https://k.example/l.css", "m"];
        assert_eq!(html.loads, loads);
        assert_eq!(html.inert, ["onclick=", "<script>", "javascript: links", "<form>", "<input>"]);
        assert_eq!(html.cids_of_comments().collect::<Vec<_>>(), ["i@j"]);
    }
}
