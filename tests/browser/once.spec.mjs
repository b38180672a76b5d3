// SES has no protection against duplicates: one decision sends one mail, whole.
import { expect, test } from "@playwright/test";

import { startLocalSes } from "../node/local_ses.mjs";
import { Composer } from "./pages/composer.mjs";
import { startSite } from "./site.mjs";

let ses, site;
test.beforeEach(async () => {
  [ses, site] = await Promise.all([startLocalSes(), startSite()]);
});
test.afterEach(async () => {
  await Promise.all([ses.stop(), site.stop()]);
});

test("a held Ctrl+Enter sends once", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.box("Text").focus();
  await page.keyboard.down("Control");
  await page.keyboard.down("Enter");
  await expect(composer.outcome).toHaveAttribute("data-state", "sent");
  // Without a release in between, these are what a held key repeats.
  for (let n = 0; n < 20; n += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  await composer.write({ Subject: "another" });
  await composer.sent();
  expect((await ses.messages()).map(({ subject }) => subject)).toEqual(["another", "s"]);
});

test("an unchanged draft is not sent again by one more click", async ({ page }) => {
  const composer = await Composer.ready(page, site, ses);
  await composer.sent();
  await expect(composer.send).toHaveText(/again/i);
  await composer.send.click();
  await expect(composer.outcome).toBeFocused();
  await expect(composer.outcome).toContainText("was sent already");
  await composer.write({ Subject: "another" });
  await composer.sent();
  expect((await ses.messages()).map(({ subject }) => subject)).toEqual(["another", "s"]);
});

test("a mail does not go without a file that is still being read", async ({ page }) => {
  await page.addInitScript(() => {
    const gate = new Promise((open) => { globalThis.openTheGate = open; });
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function arrayBuffer() {
      await gate;
      return read.call(this);
    };
  });
  const composer = await Composer.ready(page, site, ses);
  await page.getByLabel("Attach files", { exact: true })
    .setInputFiles({ name: "late.txt", mimeType: "text/plain", buffer: Buffer.from("late") });
  await expect(page.getByText(/Reading late\.txt/).first()).toBeVisible();
  await composer.send.click();
  await expect(page.getByText("a file is still being read")).toBeVisible();
  expect(await ses.messages()).toEqual([]);
  await page.evaluate(() => globalThis.openTheGate());
  await expect(composer.file("late.txt")).toBeVisible();
  const { parts } = await ses.message(await composer.sent());
  expect(parts.map(({ fileName }) => fileName)).toContain("late.txt");
});
