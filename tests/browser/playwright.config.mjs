import { defineConfig } from "@playwright/test";

// No browser is downloaded: the runner names an installed one. The switches
// keep it from calling home and let it run as root.
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "../results",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    // A trace or a video would record the pasted keys.
    trace: "off",
    video: "off",
    screenshot: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
