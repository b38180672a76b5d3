// A secret stays in memory: not in the page, storage, address, console or requests' bodies.
import { expect, test } from "@playwright/test";

import { ARN, VALID, startLocalSes } from "../node/local_ses.mjs";
import { Composer } from "./pages/composer.mjs";
import { startSite } from "./site.mjs";

let ses, site;
test.beforeAll(async () => {
  [ses, site] = await Promise.all([startLocalSes(), startSite()]);
});
test.afterAll(async () => {
  await Promise.all([ses.stop(), site.stop()]);
});

/** Everything that a page shows or keeps, as one text. */
function everythingKept(page) {
  return page.evaluate(async () => {
    const fields = [...document.querySelectorAll("input, textarea, select")].map((field) => field.value);
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
    const databases = JSON.stringify(await indexedDB.databases());
    const caches = JSON.stringify(await globalThis.caches.keys());
    return [document.documentElement.outerHTML, location.href, document.cookie, databases, caches, history.length]
      .concat(fields, stored).join("\n");
  });
}

test("pasted credentials are summarised, used and forgotten", async ({ page }) => {
  const hosts = new Set();
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http")) hosts.add(url.origin);
    expect(request.url()).not.toContain("PLANTED");
    expect(request.postData() ?? "").not.toContain("PLANTED");
  });
  const composer = new Composer(page);
  await composer.open(site.url, { endpoint: ses.origin });
  await composer.paste(VALID);
  await composer.write({
    "Identity ARN": ARN, "From address": "ann@owner.example", To: "bob@example.org", Subject: "s", Text: "t",
  });
  expect(await everythingKept(page)).not.toContain("PLANTED");
  for (const tab of ["Request", "MIME"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByRole("tabpanel", { name: tab })).toBeVisible();
    expect(await everythingKept(page)).not.toContain("PLANTED");
  }
  await composer.sent();
  expect(await everythingKept(page)).not.toContain("PLANTED");
  expect([...hosts].sort()).toEqual([new URL(site.url).origin, ses.origin].sort());
  expect(composer.complaints.join("\n")).not.toContain("PLANTED");
  expect(ses.log()).not.toContain("PLANTED");

  await page.getByRole("button", { name: "Forget now" }).click();
  await expect(composer.credentials).toBeVisible();
  await composer.paste(VALID);
  await expect(page.getByRole("button", { name: "Forget now" })).toBeVisible();
  await page.reload();
  await expect(composer.credentials).toBeVisible();
  await expect(page.getByRole("button", { name: "Forget now" })).toHaveCount(0);
});

test("a long-lived key and a damaged paste are refused without an echo", async ({ page }) => {
  const composer = new Composer(page);
  await composer.open(site.url);
  for (const block of [
    "export AWS_ACCESS_KEY_ID=AKIATESTLONGLIVED001\nexport AWS_SECRET_ACCESS_KEY=PLANTEDlonglived",
    `export AWS_ACCESS_KEY_ID=${VALID.accessKeyId}\nexport AWS_SECRET_ACCESS_KEY=PLANTEDwithout a token`,
  ]) {
    await composer.credentials.fill(block);
    await expect(composer.credentials).toHaveAttribute("aria-invalid", "true");
    const shown = await page.evaluate(() => document.body.innerText);
    expect(shown).not.toContain("PLANTED");
    await expect(page.getByRole("button", { name: "Forget now" })).toHaveCount(0);
  }
});

test("the page runs under a policy without inline scripts", async ({ page }) => {
  const composer = new Composer(page);
  await composer.open(site.url);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(/script-src ([^;]*)/.exec(policy)[1].trim()).toBe("'self' 'wasm-unsafe-eval'");
  expect(policy).not.toContain("*.amazonaws.com");
  // The policy is obeyed, not only written: another host cannot be reached.
  const reached = await page.evaluate(() => fetch("https://example.com/").then(() => true, () => false));
  expect(reached).toBe(false);
  expect(composer.complaints.some((line) => line.includes("Content Security Policy"))).toBe(true);
});
