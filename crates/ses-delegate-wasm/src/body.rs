//! Bodies out of plans. A file passes through this module's memory in chunks,
//! so that memory stays the same however large the file is.

use js_sys::{Array, Uint8Array};
use ses_delegate::{BodyPlan, FileEncoder, FileSegment, PayloadHash, Segment};
use wasm_bindgen::prelude::*;

use crate::contents::Kept;
use crate::convert;
use crate::glue;
use crate::hash::{Hash, Hashing};

#[wasm_bindgen]
extern "C" {
    /// An array that is being filled.
    #[wasm_bindgen(js_name = Uint8Array, extends = Uint8Array)]
    type Target;

    // `bytes` is a view of this module's memory, copied at once.
    #[wasm_bindgen(method, js_name = set)]
    fn put(this: &Target, bytes: &[u8], at: u32);
}

/// Bytes of a file that are encoded at a time: whole lines of 57, some 117 kB.
const CHUNK: u32 = 57 * 2048;

/// What a caller's own buffer holds at least: the longest chunk is 213 100 bytes.
const LONGEST: u32 = 256 * 1024;

/// The whole of `plan` in one array.
pub(crate) fn whole(plan: &BodyPlan, contents: &[Kept]) -> Result<Uint8Array, JsValue> {
    fill(plan, contents, |_| Ok(()))
}

/// The same and its hash, in one pass.
pub(crate) fn hashed(
    plan: &BodyPlan,
    contents: &[Kept],
) -> Result<(Uint8Array, PayloadHash), JsValue> {
    let mut hash = Hash::of(plan.len())?;
    let body = fill(plan, contents, |bytes| hash.update(bytes))?;
    Ok((body, hash.finish()?))
}

fn fill(
    plan: &BodyPlan,
    contents: &[Kept],
    mut seen: impl FnMut(&[u8]) -> Result<(), JsValue>,
) -> Result<Uint8Array, JsValue> {
    // Read before anything is allocated: a file that is not here, or has changed.
    let mut files = Vec::new();
    for segment in plan.segments() {
        if let Segment::File(hole) = segment {
            files.push(bytes_for(hole, contents)?);
        }
    }
    let length = u32::try_from(plan.len()).map_err(|_| {
        let text =
            format!("expected a body that an array can hold, but found {} bytes", plan.len());
        convert::wrong("body.length", "attachments", text)
    })?;
    let body: Target = glue::room(length)?.unchecked_into();
    let mut at = 0;
    let mut put = |bytes: &[u8]| -> Result<(), JsValue> {
        seen(bytes)?;
        body.put(bytes, at);
        at += u32::try_from(bytes.len()).expect("no more than the body");
        Ok(())
    };
    let mut files = files.into_iter();
    let (mut chunk, mut done) = (Vec::new(), Vec::new());
    for segment in plan.segments() {
        let hole = match segment {
            Segment::Bytes(bytes) => {
                put(bytes)?;
                continue;
            }
            Segment::File(hole) => hole,
        };
        let file = files.next().expect("one for each hole");
        let mut encoder = hole.encoder();
        let (mut from, end) = (0, file.length());
        while from < end {
            let until = end.min(from + CHUNK);
            chunk.resize((until - from) as usize, 0);
            file.subarray(from, until).copy_to(&mut chunk);
            done.clear();
            encoder.push(&chunk, &mut done);
            put(&done)?;
            from = until;
        }
        done.clear();
        encoder.finish(&mut done).map_err(|error| convert::input_error(&[error]))?;
        put(&done)?;
    }
    assert_eq!(at, length, "the plan knows its length");
    Ok(body.unchecked_into())
}

fn bytes_for(hole: &FileSegment, contents: &[Kept]) -> Result<Uint8Array, JsValue> {
    match &contents[hole.file()] {
        Kept::Bytes(bytes) if u64::from(bytes.length()) == hole.size() => Ok(bytes.clone()),
        Kept::Bytes(bytes) => Err(wrong_size(hole, u64::from(bytes.length()))),
        _ => Err(elsewhere(hole.file(), "the bytes of the file, since the whole body is wanted")),
    }
}

/// That a file has as many bytes now as it had when the request was prepared.
fn wrong_size(hole: &FileSegment, found: u64) -> JsValue {
    let text = format!("expected a file of {} bytes, but found {found}", hole.size());
    convert::wrong("content.size", &field(hole.file()), text)
}

fn elsewhere(file: usize, expected: &str) -> JsValue {
    let text = format!("expected {expected}, but found only their number");
    convert::wrong("content.elsewhere", &field(file), text)
}

fn field(file: usize) -> String {
    format!("attachments[{file}].content")
}

/// What `glue.js` is given of a plan: its bytes, and a [`Hole`] for each file.
pub(crate) fn segments(plan: &BodyPlan) -> Array {
    let segment = |segment: &Segment| match segment {
        Segment::Bytes(bytes) => JsValue::from(Uint8Array::from(bytes.as_slice())),
        Segment::File(hole) => Hole(hole.clone()).into(),
    };
    plan.segments().iter().map(segment).collect()
}

/// What `glue.js` is given of the files; `open` gives those that are elsewhere.
pub(crate) fn sources(contents: &[Kept], open: &JsValue) -> Result<Array, JsValue> {
    if !open.is_undefined() && !open.is_function() {
        return Err(convert::mistyped("open", "a function", open));
    }
    let source = |(file, kept): (usize, &Kept)| match kept {
        Kept::Bytes(bytes) => Ok(bytes.into()),
        Kept::Blob(blob) => Ok(blob.clone()),
        Kept::Elsewhere if open.is_function() => Ok(JsValue::UNDEFINED),
        Kept::Elsewhere => {
            Err(elsewhere(file, "a function `open` that gives the bytes of the file"))
        }
    };
    contents.iter().enumerate().map(source).collect()
}

/// A caller's own buffer for chunks.
pub(crate) fn room(into: &JsValue) -> Result<Option<Uint8Array>, JsValue> {
    match into.dyn_ref::<Uint8Array>() {
        None if into.is_undefined() => Ok(None),
        Some(room) if room.length() >= LONGEST => Ok(Some(room.clone())),
        _ => {
            let expected = format!("a Uint8Array of at least {LONGEST} bytes");
            Err(convert::mistyped("into", &expected, into))
        }
    }
}

/// Where a file goes.
#[wasm_bindgen(skip_typescript)]
pub struct Hole(FileSegment);

#[wasm_bindgen]
impl Hole {
    /// Which file.
    #[wasm_bindgen(getter)]
    pub fn file(&self) -> usize {
        self.0.file()
    }

    /// Begins to encode it.
    pub fn encoder(&self) -> Encoder {
        Encoder {
            hole: self.0.clone(),
            coding: Some(self.0.encoder()),
            seen: 0,
            chunk: Vec::new(),
            encoded: Vec::new(),
        }
    }
}

/// Gathers the bytes of a file into chunks, and encodes each when it is full.
#[wasm_bindgen(skip_typescript)]
pub struct Encoder {
    hole: FileSegment,
    /// None once it has finished.
    coding: Option<FileEncoder>,
    seen: u64,
    chunk: Vec<u8>,
    encoded: Vec<u8>,
}

#[wasm_bindgen]
impl Encoder {
    /// Takes bytes from `from` on, as many as the chunk has room for, and says
    /// where the rest begins.
    pub fn take(&mut self, bytes: &Uint8Array, from: u32) -> Result<u32, JsValue> {
        let begin = self.chunk.len();
        let room = CHUNK - u32::try_from(begin).expect("at most a chunk");
        let until = bytes.length().min(from + room);
        self.seen += u64::from(until - from);
        if self.seen > self.hole.size() {
            return Err(wrong_size(&self.hole, self.seen));
        }
        self.chunk.resize(begin + (until - from) as usize, 0);
        bytes.subarray(from, until).copy_to(&mut self.chunk[begin..]);
        Ok(until)
    }

    /// True if the chunk has no room left.
    #[wasm_bindgen(getter, js_name = isFull)]
    pub fn is_full(&self) -> bool {
        self.chunk.len() == CHUNK as usize
    }

    /// Encodes the chunk into the beginning of `into` and says how far it
    /// reaches, or into a new array; at the end with what ends the file.
    pub fn encode(&mut self, end: bool, into: Option<Uint8Array>) -> Result<Uint8Array, JsValue> {
        self.fill(end)?;
        let Some(into) = into else { return Ok(Uint8Array::from(self.encoded.as_slice())) };
        let length = u32::try_from(self.encoded.len()).expect("two chunks at most");
        let room = into.subarray(0, length);
        room.copy_from(&self.encoded);
        Ok(room)
    }

    /// Encodes the chunk as `encode` does, and gives it to `hasher` only.
    pub fn hash(&mut self, end: bool, hasher: &mut Hashing) -> Result<(), JsValue> {
        self.fill(end)?;
        hasher.update(&self.encoded)
    }

    fn fill(&mut self, end: bool) -> Result<(), JsValue> {
        let mut encoder = self.coding.take().expect_throw("an encoder that has not finished");
        self.encoded.clear();
        encoder.push(&self.chunk, &mut self.encoded);
        self.chunk.clear();
        if end {
            return encoder
                .finish(&mut self.encoded)
                .map_err(|error| convert::input_error(&[error]));
        }
        self.coding = Some(encoder);
        Ok(())
    }
}
