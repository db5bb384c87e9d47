// Pictures in a browser: which variant of a photo loads on a phone and on a desktop, whether the
// page jumps, whether a rotated photo is upright.
//
//     node tests/web/images.mjs GRIOT [FOLDER-FOR-SCREENSHOTS]

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [griot, screenshots] = process.argv.slice(2);

/// A photo as a phone holds it when it is held upright: its top is at the left, and Exif says so
/// (orientation 6). The sky is blue, the ground is brown.
async function photo(browser) {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2400, 1800];
    const context = canvas.getContext("2d");
    // upright, it is 1800 wide and 2400 high: turn, then draw upright
    context.translate(0, 1800);
    context.rotate(-Math.PI / 2);
    context.fillStyle = "#3a8fe0";
    context.fillRect(0, 0, 1800, 1600);
    context.fillStyle = "#7a4a20";
    context.fillRect(0, 1600, 1800, 800);
    context.fillStyle = "#ffe060";
    context.beginPath();
    context.arc(1350, 400, 220, 0, 7);
    context.fill();
    for (let blade = 0; blade < 9000; blade++) {
      context.fillStyle = `hsl(${70 + ((blade * 7) % 60)} 60% ${20 + ((blade * 13) % 40)}%)`;
      context.fillRect((blade * 619) % 1800, 1500 + ((blade * 331) % 900), 3, 26);
    }
    const url = canvas.toDataURL("image/jpeg", 0.92);
    return url.slice(url.indexOf(",") + 1);
  });
  await page.close();
  const plain = Buffer.from(base64, "base64");
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010006000000000000", "hex");
  const exif = Buffer.concat([Buffer.from("ffe1"+ (tiff.length + 8).toString(16).padStart(4, "0"), "hex"), Buffer.from("Exif\0\0"), tiff]);
  return Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)]);
}

function site(folder, bytes) {
  mkdirSync(join(folder, "content/articles/a"), { recursive: true });
  writeFileSync(
    join(folder, "griot.yaml"),
    "base_url: https://blog.example\ndefault_language: fr\ntimezone: UTC\nlanguages:\n  fr: {title: Le Carnet}\n  en: {title: The Notebook}\n",
  );
  const front = (image) => `---\ntitle: Un champ\ndate: 2026-11-01\n${image}---\n`;
  const text = "Une phrase de texte, et une autre.\n\n".repeat(30);
  writeFileSync(join(folder, "content/articles/a/fr.md"), `${front("")}${text}![Un champ](champ.jpg "Le champ")\n\n${text}`);
  writeFileSync(join(folder, "content/articles/a/champ.jpg"), bytes);
  mkdirSync(join(folder, "content/articles/b"), { recursive: true });
  writeFileSync(join(folder, "content/articles/b/fr.md"), `${front("image: ../a/champ.jpg\nimage_alt: Un champ\n").replace("Un champ", "Un second champ")}${text}`);
  execFileSync(griot, ["build", "--quiet", "--strict", "--root", folder], { env: { ...process.env, SOURCE_DATE_EPOCH: "1795435200" } });
}

/// Opens a page, scrolls to its picture and gives what was loaded.
async function look(browser, address, screen) {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const loaded = [];
  page.on("request", (request) => {
    if (request.resourceType() === "image" && request.url().includes("champ")) loaded.push(new URL(request.url()).pathname);
  });
  await page.addInitScript(() => {
    window.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifts += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  const image = page.locator("main img").first();
  await image.scrollIntoViewIfNeeded();
  await image.evaluate((image) => image.decode());
  const seen = await image.evaluate((image) => ({
    name: new URL(image.currentSrc).pathname.split("/").at(-1),
    width: image.getAttribute("width"),
    height: image.getAttribute("height"),
    upright: image.naturalHeight > image.naturalWidth,
    fit: getComputedStyle(image).objectFit,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    shifts: window.shifts,
  }));
  if (screenshots) await page.screenshot({ path: join(screenshots, `${screen.name}.png`) });
  await context.close();
  return { ...seen, loaded };
}

/// The height of the picture of a page before it is loaded.
async function roomBefore(browser, address, screen) {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  await page.route(/champ/, (route) => (route.request().resourceType() === "image" ? route.abort() : route.continue()));
  await page.goto(address);
  const height = await page.locator("main img").first().evaluate((image) => image.clientHeight);
  await context.close();
  return height;
}

const folder = mkdtempSync(join(tmpdir(), "griot-images-"));
const browser = await launch();
let server;
try {
  site(folder, await photo(browser));
  server = await serve(join(folder, "public"));
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  const desk = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
  for (const [path, screen, name] of [
    ["/un-champ/", { ...phone, deviceScaleFactor: 1, name: "phone-plain" }, "champ.jpg.480.webp"],
    ["/un-champ/", { ...phone, deviceScaleFactor: 2, name: "phone" }, "champ.jpg.800.webp"],
    ["/un-champ/", { ...phone, deviceScaleFactor: 3, name: "phone-sharp" }, "champ.jpg.1200.webp"],
    ["/un-champ/", { ...desk, name: "desk" }, "champ.jpg.800.webp"],
    ["/un-second-champ/", { ...phone, deviceScaleFactor: 2, name: "cover-phone" }, "a-champ.jpg.800.webp"],
    ["/un-second-champ/", { ...desk, name: "cover-desk" }, "a-champ.jpg.1200.webp"],
    ["/", { ...phone, deviceScaleFactor: 2, name: "home-phone" }, /champ\.jpg\.(480|800)\.webp/],
  ]) {
    const seen = await look(browser, `${server.address}${path}`, screen);
    const where = `${screen.name}: ${JSON.stringify(seen)}`;
    assert.match(seen.name, name instanceof RegExp ? name : new RegExp(`^${name.replaceAll(".", "\\.")}$`), where);
    assert.equal(seen.loaded.length, 1, `one file of it is loaded, ${where}`);
    assert.deepEqual([seen.width, seen.height, seen.upright], ["1800", "2400", true], where);
    if (path === "/un-champ/") assert.equal(seen.fit, "contain", `not squeezed, ${where}`);
    if (path !== "/") assert.ok((await roomBefore(browser, `${server.address}${path}`, screen)) > 100, `has its room before it loads, ${where}`);
    assert.equal(seen.overflow, 0, where);
    assert.ok(seen.shifts < 0.01, `nothing jumps, ${where}`);
    console.log(`${screen.name}: ${seen.name}`);
  }
} finally {
  server?.close();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
