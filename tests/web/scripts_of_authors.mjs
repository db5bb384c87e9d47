// What an author's scripts, pages and drawings can do in a browser, on a host that reads `_headers`
// and on one that does not: each line of the table in SECURITY.md.
//
//   node tests/web/scripts_of_authors.mjs GRIOT FOLDER
//
// Builds a site below FOLDER and serves it. Its `base_url` is not the address that it is served at:
// scripts of the theme run by their digests alone.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [griot, folder] = process.argv.slice(2);
const RUNS = 'document.documentElement.setAttribute("data-ran", "yes")';

const FILES = {
  "griot.yaml": "base_url: https://blog.example\nlanguages: {fr: {title: Le Carnet}, en: {title: The Notebook}}\n",
  "content/articles/a/fr.md": `---
title: A
date: 2026-01-02
---
[Script](own.js), [page](page.html), [dessin](drawing.svg)

![Un dessin](drawing.svg)

<script src="own.js"></script>
<script>${RUNS}</script>
`,
  "content/articles/a/en.md": "---\ntitle: B\n---\nText.\n",
  "content/articles/a/own.js": RUNS,
  "content/articles/a/page.html": `<!DOCTYPE html><html><title>P</title><script src="own.js"></script><script>${RUNS}</script></html>`,
  "content/articles/a/drawing.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><script>${RUNS}</script><rect width="40" height="30"/></svg>`,
};

function write(below, text) {
  const path = join(folder, below);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/// Opens a page, and tells what ran in it.
async function opened(browser, address) {
  const tab = await browser.newPage();
  await tab.goto(address, { waitUntil: "load" });
  const found = await tab.evaluate(() => ({
    author: document.documentElement.hasAttribute("data-ran"),
    theme: document.documentElement.classList.contains("scripted"),
    pictures: [...document.images].every((image) => image.naturalWidth > 0),
  }));
  await tab.close();
  return found;
}

/// Whether another site can show a page in a frame.
async function isFramed(browser, address) {
  write("other/index.html", `<!DOCTYPE html><title>O</title><iframe src="${address}"></iframe>`);
  const other = await serve(join(folder, "other"));
  const tab = await browser.newPage();
  await tab.goto(other.address, { waitUntil: "load" });
  const [frame] = tab.frames().filter((frame) => frame !== tab.mainFrame());
  const isShown = frame.url() === address && (await frame.title()) !== "";
  await tab.close();
  other.close();
  return isShown;
}

for (const [path, text] of Object.entries(FILES)) write(path, text);
execFileSync(griot, ["build", "--quiet", "--root", folder], { stdio: "inherit" });
const browser = await launch();
let checks = 0;
for (const readsHeaders of [true, false]) {
  const site = await serve(join(folder, "public"), "/", readsHeaders);
  const where = readsHeaders ? "with _headers" : "without _headers";
  const article = await opened(browser, `${site.address}/a/`);
  assert.deepEqual(article, { author: false, theme: true, pictures: true }, where);
  const page = await opened(browser, `${site.address}/a/page.html`);
  assert.equal(page.author, !readsHeaders, `a page of its own, ${where}`);
  const drawing = await opened(browser, `${site.address}/a/drawing.svg`);
  assert.equal(drawing.author, !readsHeaders, `a drawing of its own, ${where}`);
  assert.equal(await isFramed(browser, `${site.address}/a/`), !readsHeaders, `a frame, ${where}`);
  checks += 4;
  site.close();
}
await browser.close();
console.log(`${checks} checks of what authors' scripts can do: all right`);
