// The local SES in the world of the tests, on a free port.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const tests = fileURLToPath(new URL("..", import.meta.url));

export const ARN = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";
export const DENIED_ARN = "arn:aws:ses:eu-west-1:111122223333:identity/press@owner.example";
export const ELSEWHERE_ARN = "arn:aws:ses:eu-west-1:111122223333:identity/owner.example";

export const VALID = {
  accessKeyId: "ASIATESTDELEGATE0001",
  secretAccessKey: "PLANTED+secret/of+the+valid+session/0001",
  sessionToken: "PLANTEDtoken//of+the+valid+session==",
};
export const EXPIRED = {
  accessKeyId: "ASIATESTDELEGATE0002",
  secretAccessKey: "PLANTED+secret/of+the+expired+session/02",
  sessionToken: "PLANTEDtoken//of+the+expired+session==",
};

/** A setting that the runner must give. */
export function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by cargo xtask test`);
  return value;
}

/** Starts it, in the world of the tests or in another, on a free port or on `listen`; the promise resolves when it listens. */
export async function startLocalSes(world = join(tests, "world.toml"), { listen = "127.0.0.1:0" } = {}) {
  const file = world instanceof URL ? fileURLToPath(world) : world;
  const child = spawn(given("SES_LOCAL"), ["--listen", listen, "--world", file], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = [];
  child.stderr.on("data", (data) => said.push(data));
  const origin = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`ses-local ended with ${code}: ${Buffer.concat(said)}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /listening on (http:\/\/\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
  });
  child.removeAllListeners("exit");
  const json = async (path) => {
    const response = await fetch(origin + path);
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return response.json();
  };
  return {
    origin,
    /** What it wrote to its log. */
    log: () => Buffer.concat(said).toString(),
    messages: async () => (await json("/messages")).messages,
    refusals: async () => (await json("/refusals")).refusals,
    message: (id) => json(`/messages/${id}`),
    raw: async (id) => new Uint8Array(await (await fetch(`${origin}/messages/${id}/raw`)).arrayBuffer()),
    stop: () => new Promise((resolve) => child.once("exit", resolve).kill()),
  };
}

/** A message as Python's email package reads it. */
export async function readByPython(raw) {
  const folder = await mkdtemp(join(tmpdir(), "message-"));
  try {
    const path = join(folder, "message.eml");
    await writeFile(path, raw);
    const program = join(tests, "python", "read_message.py");
    const { stdout } = await promisify(execFile)(given("PYTHON"), [program, path], { maxBuffer: 1 << 28 });
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
