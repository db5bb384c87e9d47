// Takes the pictures of the manual's first article, by doing what that page says: in French and in
// English, a new site, an article, a mistake, a translation.
//
//   node manual_pictures.mjs GRIOT MANUAL     the program, and the folder `docs`

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./browser.mjs";

const [griot, manual] = process.argv.slice(2);
const folder = join(manual, "content/first-article");
const work = mkdtempSync(join(tmpdir(), "griot-manual-"));
const DESK = { width: 800, height: 560 };
const PHONE = { width: 360, height: 560 };
// each page of the manual is light
const MOST = 60_000;

/// The block of Markdown that the page tells its readers to type.
const typed = (language) => readFileSync(join(folder, `${language}.md`), "utf8").match(/```markdown\n([^]*?)```/)[1];
const LANGUAGES = [
  { language: "fr", other: "en", title: "Pourquoi 160 caractères ? 📱", slug: "pourquoi-160-caracteres" },
  { language: "en", other: "fr", title: "Why 160 characters? 📱", slug: "why-160-characters" },
];

function preview(root, env) {
  const server = spawn(griot, ["serve", "--root", root], { stdio: ["ignore", "pipe", "inherit"], env });
  return new Promise((resolve, reject) => {
    server.stdout.on("data", (bytes) => {
      const address = bytes.toString().match(/http:\/\/[\d.]+:\d+/);
      if (address) resolve({ server, address: address[0] });
    });
    server.on("exit", (code) => reject(new Error(`the preview ended (${code})`)));
  });
}

const browser = await launch();
/// A page of the preview as a picture, once `target` shows.
async function picture(name, address, viewport, target) {
  const context = await browser.newContext({ viewport, colorScheme: "light", deviceScaleFactor: viewport === PHONE ? 2 : 1.5 });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(target).first().waitFor();
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
  await context.close();
  const bytes = Buffer.from(data, "base64");
  assert(bytes.length < MOST, `${name} has ${bytes.length} bytes`);
  writeFileSync(join(folder, `${name}.webp`), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}

for (const { language, other, title, slug } of LANGUAGES) {
  const root = join(work, language);
  // the messages in the picture are in the language of the page
  const env = { ...process.env, LC_ALL: `${language}_${language === "fr" ? "FR" : "GB"}.UTF-8` };
  const run = (...what) => execFileSync(griot, [...what], { env, encoding: "utf8" });
  run("new", "site", root, "--languages", `${language},${other}`);
  run("new", "article", title, "--root", root);
  const story = join(root, "content/articles", slug);
  const text = typed(language);
  writeFileSync(join(story, `${language}.md`), text);
  const { server, address } = await preview(root, env);
  const page = `${address}/${slug}/`;
  await picture(`${language}-draft`, page, DESK, ".draft");
  writeFileSync(join(story, `${language}.md`), text.replace(/^date: .*/m, "date: 2026-02-30"));
  await picture(`${language}-mistake`, page, DESK, "griot-preview .problems");
  writeFileSync(join(story, `${language}.md`), text.replace("draft: true\n", ""));
  writeFileSync(join(story, `${other}.md`), `---\ntitle: ${title}\n---\n\n…\n`);
  await picture(`${language}-phone`, page, PHONE, ".toggle a");
  server.kill();
}
await browser.close();
rmSync(work, { recursive: true });
