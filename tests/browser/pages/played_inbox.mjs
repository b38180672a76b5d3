// The inbox's page over played lists: thousands of messages, live events, and
// looks that a real world would need many policies for.
import { createServer } from "node:http";

const at = (n) => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();

/** Serves the page of the real server at `origin`, and JSON of its own as the real one words it. */
export async function playInbox(origin, { messages = 0, refusals = [], status = {}, details = {} } = {}) {
  const state = { messages: [], refusals: refusals.map((one, n) => ({ id: `r${n}`, receivedAt: at(n), destinations: [], notes: [], ...one })), status, queries: [] };
  const listeners = new Set();
  const add = (n, more) => state.messages.unshift({
    id: `m${n}`, receivedAt: at(n), region: "us-east-1", account: "444455556666", operation: "v1 SendEmail",
    source: "ann@owner.example", destinations: [`r${n}@example.org`], subject: `Brief ${n}`, size: 1, ...more });
  for (let n = 0; n < messages; n += 1) add(n);
  const tell = () => { for (const one of listeners) one.write("event: change\ndata: {}\n\n"); };

  const page = (all, parameters) => {
    state.queries.push(parameters.toString());
    const query = (parameters.get("q") || "").toLowerCase();
    const found = all.filter((one) => JSON.stringify(one).toLowerCase().includes(query));
    const before = parameters.get("before");
    const from = before ? found.findIndex((one) => one.id === before) + 1 : 0;
    return found.slice(from, from + Number(parameters.get("limit")));
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://played");
    const [, list, id] = url.pathname.split("/");
    const json = (value) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (list === "events") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" }).write(":\n\n");
      listeners.add(response);
      response.on("close", () => listeners.delete(response));
    } else if (request.method === "DELETE") {
      state[list] = id ? state[list].filter((one) => one.id !== id) : [];
      response.writeHead(204).end();
      tell();
    } else if (list === "status") json(state.status);
    else if (list === "faults") json({ faults: [] });
    else if (list === "refusals" && !id) json({ refusals: page([...state.refusals].reverse(), url.searchParams) });
    else if (list === "messages" && !id) json({ messages: page(state.messages, url.searchParams) });
    else if (list === "messages" && state.messages.some((one) => one.id === id)) {
      json({ text: "Hallo", html: null, headers: [], parts: [], authorization: [], returnPath: "", ...state.messages.find((one) => one.id === id), ...details });
    } else {
      const real = await fetch(origin + url.pathname);
      response.writeHead(real.status, { "content-type": real.headers.get("content-type"), "content-security-policy": real.headers.get("content-security-policy") ?? "" });
      response.end(Buffer.from(await real.arrayBuffer()));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    state, add, tell,
    stop: () => { server.close(); server.closeAllConnections(); },
  };
}
