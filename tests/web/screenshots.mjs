// Takes the screenshots in docs/screenshots of built sites.
//
//   node screenshots.mjs FOLDER SAMPLE ARABIC     the sample site, a site with pages in Arabic

import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [folder, sample, arabic] = process.argv.slice(2);
const PHONE = { width: 360, height: 720 };
const DESK = { width: 1280, height: 800 };
const STORY = "/passkeys-se-connecter-sans-mot-de-passe/";
// whoever opens the README pays for them
const MOST = 1_500_000;

/// Name, site, path, size, scheme, and what to scroll to.
const PICTURES = [
  ["home-desk", sample, "/", DESK, "light"],
  ["home-desk-dark", sample, "/en/", DESK, "dark"],
  ["home-phone", sample, "/", PHONE, "light"],
  ["article-desk", sample, STORY, DESK, "light", ".with-toc"],
  ["article-phone", sample, STORY, PHONE, "light"],
  ["article-phone-dark", sample, "/en/passkeys-signing-in-without-a-password/", PHONE, "dark", ".alert"],
  ["arabic-phone", arabic, "/ar/", PHONE, "light"],
  ["topics-desk", sample, "/en/tags/security/", DESK, "light"],
];

async function picture(browser, address, path, viewport, colorScheme, target) {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: viewport === PHONE ? 2 : 1 });
  const page = await context.newPage();
  const response = await page.goto(address + path);
  if (!response.ok()) throw new Error(`there is no page ${path}`);
  if (target) await page.locator(target).first().evaluate((element) => element.scrollIntoView({ behavior: "instant" }));
  await page.waitForLoadState("networkidle");
  // Playwright writes no WebP; the browser does
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  await context.close();
  return Buffer.from(data, "base64");
}

mkdirSync(folder, { recursive: true });
const servers = { [sample]: await serve(sample), [arabic]: await serve(arabic) };
const browser = await launch();
for (const [name, site, ...what] of PICTURES) {
  const bytes = await picture(browser, servers[site].address, ...what);
  writeFileSync(join(folder, `${name}.webp`), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
await browser.close();
Object.values(servers).forEach((server) => server.close());
const all = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
if (all > MOST) throw new Error(`${all} bytes in all, over ${MOST}`);
