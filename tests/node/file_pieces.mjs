// A file from disk, in pieces.
import { open } from "node:fs/promises";

/** Its bytes, always in the same buffer; `seen` is called for each piece. */
export async function* piecesOf(path, seen = () => {}) {
  const file = await open(path);
  try {
    const room = new Uint8Array(57 * 2048);
    for (;;) {
      const { bytesRead } = await file.read(room, 0, room.length);
      if (bytesRead === 0) return;
      seen();
      yield room.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
