// Node reads the module from disk at once, so nothing has to be awaited, and
// hashes long bodies faster than WebAssembly can.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { initSync, useHasher } from "./ses_delegate.js";

initSync({ module: readFileSync(new URL("./ses_delegate_bg.wasm", import.meta.url)) });
useHasher(() => createHash("sha256"));

export * from "./ses_delegate.js";
export { default } from "./ses_delegate.js";
