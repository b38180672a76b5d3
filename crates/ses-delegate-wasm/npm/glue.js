// The part of the bindings that is JavaScript: values in and out at one crossing
// each, and bodies as streams. What is right, and how it is encoded, the core knows.

/**
 * `value` as JSON. What JSON has no word for becomes `{ "": kind }`, the content
 * of a file its size; the texts of a message, long as they are, are left out.
 */
export function plain(value) {
  const brief = withoutBulk(value);
  // A function that tells what JSON cannot say takes longer than all the rest.
  return isPlain(brief) ? JSON.stringify(brief) : JSON.stringify(brief, told) ?? JSON.stringify({ "": typeof value });
}

/** A draft with sizes for files and without its texts, before anything reads all of them. */
function withoutBulk(draft) {
  if (typeof draft !== "object" || draft === null || Array.isArray(draft)) return draft;
  const { attachments, ...brief } = draft;
  for (const name of ["text", "html"]) if (typeof brief[name] === "string") brief[name] = "";
  if (attachments !== undefined) brief.attachments = Array.isArray(attachments) ? attachments.map(sized) : attachments;
  return brief;
}

function sized(file) {
  const kept = content(file?.content);
  if (kept) return { ...file, content: { size: kept.byteLength ?? kept.size } };
  // The core would read a list of numbers as bytes, one by one.
  return Array.isArray(file?.content) ? { ...file, content: { "": "an array" } } : file;
}

/** Whether JSON says it all. */
function isPlain(value) {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return true;
  if (typeof value !== "object" || value === null || value.toJSON !== undefined) return false;
  if (Array.isArray(value)) return value.every(isPlain);
  if (ArrayBuffer.isView(value)) return false;
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member !== undefined && member !== null && !isPlain(member)) return false;
  }
  return true;
}

function told(key) {
  // Not what `toJSON` made of it.
  const value = this[key];
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value;
  // Absent members are left out; absent entries of a list are not.
  if (value === undefined || value === null) return Array.isArray(this) || key === "" ? { "": String(value) } : undefined;
  if (typeof value !== "object") return { "": typeof value };
  if (value instanceof Uint8Array) return { "": "bytes" };
  if (value instanceof Date) return { "": "date" };
  return value;
}

/** What is read as bytes: a view or buffer as a Uint8Array, or a Blob. */
function content(value) {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  const isBlob = typeof value?.slice === "function" && typeof value.arrayBuffer === "function";
  return isBlob ? value : undefined;
}

/** The content of each attachment; undefined if it is elsewhere. */
export function contents(draft) {
  return draft.attachments.map((file) => (file.content == null ? new Uint8Array() : content(file.content)));
}

/** A signed request from its lines: method, URL, names and values of headers. */
export function request(lines, body) {
  const [method, url, ...rest] = lines.split("\n");
  const headers = {};
  for (let at = 0; at < rest.length; at += 2) headers[rest[at]] = rest[at + 1];
  return body ? { url, method, headers, body } : { url, method, headers };
}

/**
 * An array of `length` bytes, every one of which the caller is to write. Where there
 * is a way to leave out the zeros, which for large bodies take a tenth of the time,
 * it is taken.
 */
export function room(length) {
  const unsafe = length > PART && globalThis.Buffer?.allocUnsafeSlow;
  if (!unsafe) return new Uint8Array(length);
  const { buffer, byteOffset } = unsafe(length);
  return new Uint8Array(buffer, byteOffset, length);
}

/** Bytes of the text between files that are handed on at a time. */
const PART = 64 * 1024;

/** Bytes of a Blob that are read at a time. */
const SLICE = 4 * 57 * 1024;

/**
 * The bytes of a body. `segments` are bytes, and holes for files; `contents`
 * hold each file's bytes, a Blob, or nothing if `open` gives the bytes. Each
 * chunk is new, or a view of `into` if that is given.
 */
export async function* chunks(segments, contents, open, into) {
  try {
    for (const segment of segments) {
      if (segment instanceof Uint8Array) yield* parts(segment, into);
      else yield* file(segment, contents[segment.file], open, (encoder, end) => encoder.encode(end, into));
    }
  } finally {
    for (const segment of segments) segment.free?.();
  }
}

/** The hash of a body, by `hasher`, which reads what is encoded where it is. */
export async function hash(segments, contents, open, hasher) {
  try {
    for (const segment of segments) {
      if (segment instanceof Uint8Array) {
        hasher.update(segment);
        continue;
      }
      const hashed = file(segment, contents[segment.file], open, (encoder, end) => encoder.hash(end, hasher));
      while (!(await hashed.next()).done);
    }
    return hasher.digest();
  } finally {
    for (const segment of segments) segment.free?.();
    hasher.free();
  }
}

function* parts(bytes, into) {
  for (let from = 0; from < bytes.length; from += PART) {
    const part = bytes.subarray(from, from + PART);
    into?.set(part);
    yield into?.subarray(0, part.length) ?? part;
  }
}

/** What `done` makes of each full chunk of a file, and of its last. */
async function* file(hole, content, open, done) {
  const encoder = hole.encoder();
  try {
    for await (const bytes of await read(content, hole.file, open)) {
      if (!(bytes instanceof Uint8Array)) {
        throw new TypeError(`attachments[${hole.file}].content: expected chunks that are Uint8Arrays`);
      }
      for (let from = 0; from < bytes.length; ) {
        from = encoder.take(bytes, from);
        if (encoder.isFull) yield done(encoder, false);
      }
    }
    const last = done(encoder, true);
    if (last?.length > 0) yield last;
  } finally {
    encoder.free();
  }
}

/** A file's bytes, in pieces of any size. */
function read(content, file, open) {
  if (content === undefined) return open(file);
  return content instanceof Uint8Array ? [content] : slices(content);
}

async function* slices(blob) {
  for (let from = 0; from < blob.size; from += SLICE) {
    const slice = blob.slice(from, Math.min(from + SLICE, blob.size));
    yield new Uint8Array(await slice.arrayBuffer());
  }
}
