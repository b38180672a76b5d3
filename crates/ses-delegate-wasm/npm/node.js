// Node reads the module from disk at once, so nothing has to be awaited.
import { readFileSync } from "node:fs";
import { initSync } from "./ses_delegate.js";

initSync({ module: readFileSync(new URL("./ses_delegate_bg.wasm", import.meta.url)) });

export * from "./ses_delegate.js";
export { default } from "./ses_delegate.js";
