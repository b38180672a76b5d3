// Every refusal is shown as what it is, and the draft is still there.
import { expect, test } from "@playwright/test";

import { ARN, DENIED_ARN, ELSEWHERE_ARN, EXPIRED, VALID, startLocalSes } from "../node/local_ses.mjs";
import { Composer } from "./pages/composer.mjs";
import { startSite } from "./site.mjs";

let ses, site;
test.beforeAll(async () => {
  [ses, site] = await Promise.all([startLocalSes(), startSite()]);
});
test.afterAll(async () => {
  await Promise.all([ses.stop(), site.stop()]);
});

const DRAFT = {
  "Identity ARN": ARN,
  "Sender name": "Ännchen",
  "From address": "ann@owner.example",
  To: "bob@example.org",
  Subject: "Grüße",
  Text: "Hallo\nBob",
};
const FILE = { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("kept") };

function without(draft, name, more) {
  const { [name]: _, ...rest } = draft;
  return { ...rest, ...more };
}

async function written(page, draft, keys) {
  const composer = new Composer(page);
  await composer.open(site.url, { endpoint: ses.origin });
  await composer.paste(keys);
  await composer.write(draft);
  await composer.attach([FILE]);
  return composer;
}

async function draftIsKept(composer, draft) {
  for (const [name, value] of Object.entries(draft)) await expect(composer.box(name)).toHaveValue(value);
  await expect(composer.file(FILE.name)).toBeVisible();
}

const REFUSALS = {
  "a wrong secret": {
    keys: { ...VALID, secretAccessKey: `${VALID.secretAccessKey}x` },
    v1: "SignatureDoesNotMatch", v2: "InvalidSignatureException", message: /signature/i,
  },
  "an expired token": {
    keys: EXPIRED, v1: "ExpiredToken", v2: "ExpiredTokenException", message: /expired/i,
  },
  "an unknown token": {
    keys: { ...VALID, sessionToken: "another" },
    v1: "InvalidClientTokenId", v2: "UnrecognizedClientException", message: /security token/i,
  },
  "a policy that denies": {
    // The identity of one address: the page fills in From by itself.
    draft: without(DRAFT, "From address", { "Identity ARN": DENIED_ARN }), from: "press@owner.example",
    v1: "AccessDenied", v2: "AccessDeniedException",
    message: /User `arn:aws:sts::444455556666:assumed-role\/mailer\/tests' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-west-1:111122223333:identity\/press@owner\.example'/,
  },
  "an ARN of another Region": {
    draft: { ...DRAFT, "Identity ARN": ELSEWHERE_ARN },
    v1: "MessageRejected", v2: "MessageRejected",
    message: /^Email address is not verified\. The following identities failed the check in region EU-WEST-1: .*ann@owner\.example/,
  },
};

for (const [what, { draft = DRAFT, from = DRAFT["From address"], keys = VALID, v1, v2, message }] of Object.entries(REFUSALS)) {
  for (const [route, code] of [["v1-send-raw-email", v1], ["v2-send-email-raw", v2]]) {
    test(`${what} by ${route} is ${code}`, async ({ page }) => {
      const composer = await written(page, draft, keys);
      await composer.route(route);
      const before = (await ses.messages()).length;
      const refused = await composer.refused();
      expect(refused.code).toBe(code);
      expect(refused.message).toMatch(message);
      expect((await ses.messages()).length).toBe(before);
      await draftIsKept(composer, { ...draft, "From address": from });
    });
  }
}

test("a server that does not answer is not called a refusal", async ({ page }) => {
  const composer = await written(page, DRAFT, VALID);
  const lost = await startLocalSes();
  await lost.stop();
  await (await composer.endpoint()).fill(lost.origin);
  await composer.send.click();
  await expect(composer.outcome).toHaveAttribute("data-state", "unknown");
  await draftIsKept(composer, DRAFT);
});

test("wrong fields are named and nothing is sent", async ({ page }) => {
  const composer = await written(page, { ...DRAFT, "From address": "jürgen@owner.example", To: "bob@example.org, carl" }, VALID);
  const before = (await ses.messages()).length + (await ses.refusals()).length;
  await composer.send.click();
  for (const name of ["From address", "To"]) {
    const field = composer.box(name);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveAccessibleDescription(/expected .* but found/i);
  }
  expect((await ses.messages()).length + (await ses.refusals()).length).toBe(before);
  await draftIsKept(composer, { ...DRAFT, "From address": "jürgen@owner.example", To: "bob@example.org, carl" });
});

test("the shown endpoint follows the identity's Region, and an override is never silent", async ({ page }) => {
  const composer = new Composer(page);
  await composer.open(site.url);
  await composer.write(DRAFT);
  await page.getByRole("tab", { name: "Request" }).click();
  const request = page.getByRole("tabpanel", { name: "Request" });
  await expect(request).toContainText("https://email.us-east-1.amazonaws.com/");
  await composer.write({ "Identity ARN": ELSEWHERE_ARN });
  await expect(request).toContainText("https://email.eu-west-1.amazonaws.com/");
  await expect(page.getByText("not to AWS")).toHaveCount(0);
  await composer.open(site.url, { endpoint: ses.origin, to: "bob@example.org" });
  await page.reload();
  await expect(page.getByText(`Requests go to ${ses.origin}, not to AWS`)).toBeVisible();
  await expect(page.getByText(/Prefilled by a link/)).toBeVisible();
  await expect(composer.box("To")).toHaveValue("bob@example.org");
});

test("a link cannot point the page at a foreign host", async ({ page }) => {
  const composer = new Composer(page);
  await composer.open(site.url, { endpoint: "https://ses.attacker.example" });
  await expect(page.getByText(/Requests go to/)).toHaveCount(0);
  await expect(await composer.endpoint()).toHaveValue("");
});
