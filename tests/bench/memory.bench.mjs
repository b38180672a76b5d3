// What sending takes of memory, as a multiple of its attachment of 10 MB: the peak
// of a process that builds one such mail, over that of one that builds a mail with
// 2 kB in the same way. Each is a process of its own; the attachment is in memory,
// or on disk if it is streamed, in all of them and does not count.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SIZE = 10_000_000;
const program = fileURLToPath(new URL("one_mail.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  const paths = [2_000, SIZE].map((size) => {
    const path = join(folder, String(size));
    writeFileSync(path, Buffer.alloc(size, "of no matter"));
    return path;
  });
  const peak = (how, path) => Number(execFileSync(process.execPath, ["--no-warnings", program, how, path, paths[1]]));
  for (const [how, most, stretch] of [["streamed", 0.25, 0.1], ["whole", 2, 1.85], ["sdk"]]) {
    const multiples = [1, 2, 3, 4, 5].map(() => (peak(how, paths[1]) - peak(how, paths[0])) / SIZE);
    const multiple = median(multiples);
    const target = most ? `<= ${most}, ${stretch}: ${multiple <= most ? "met" : "MISSED"}` : "(nodemailer and the SDK, for comparison)";
    console.log(`10 MB, v2 raw, ${how.padEnd(10)}${multiple.toFixed(2).padStart(7)} times the attachment  ${target}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
