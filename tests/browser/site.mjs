// The built site as a plain static host serves it, under a path of its own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { given } from "../node/local_ses.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css",
  ".wasm": "application/wasm", ".svg": "image/svg+xml",
};
const PREFIX = "/some/where/composer/";

export async function startSite() {
  const folder = given("DIST");
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    if (!path.startsWith(PREFIX)) return void response.writeHead(404).end();
    const file = normalize(path.slice(PREFIX.length)) || "index.html";
    try {
      const content = await readFile(join(folder, file === "." ? "index.html" : file));
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? TYPES[".html"] }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${PREFIX}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
