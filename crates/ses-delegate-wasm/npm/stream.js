// Bodies as streams. What is encoded, and how, the core knows; here bytes are
// fetched from wherever they are and handed on.

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
      if (segment instanceof Uint8Array) yield* plain(segment, into);
      else yield* file(segment, contents[segment.file], open, into);
    }
  } finally {
    for (const segment of segments) segment.free?.();
  }
}

/** The hash of a body, by `hasher`; its chunks pass through `into`. */
export async function hash(segments, contents, open, into, hasher) {
  for await (const chunk of chunks(segments, contents, open, into)) {
    hasher.update(chunk);
  }
  return hasher.digest();
}

function* plain(bytes, into) {
  for (let from = 0; from < bytes.length; from += PART) {
    const part = bytes.subarray(from, from + PART);
    into?.set(part);
    yield into?.subarray(0, part.length) ?? part;
  }
}

async function* file(hole, content, open, into) {
  const encoder = hole.encoder();
  try {
    for await (const bytes of await read(content, hole.file, open)) {
      if (!(bytes instanceof Uint8Array)) {
        throw new TypeError(`attachments[${hole.file}].content: expected chunks that are Uint8Arrays`);
      }
      for (let from = 0; from < bytes.length; ) {
        from = encoder.take(bytes, from);
        if (encoder.isFull) yield encoder.encode(false, into);
      }
    }
    const last = encoder.encode(true, into);
    if (last.length > 0) yield last;
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
