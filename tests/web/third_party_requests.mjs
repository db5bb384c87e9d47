// Cards of other sites and comments in a browser: the page requests nothing from another site
// before the reader taps, and then only the announced URL, under the content security policy of
// the site's own `_headers`.
//
//   node tests/web/third_party_requests.mjs GRIOT FOLDER
//
// Builds sites below FOLDER and serves them. Requests to other hosts are recorded and answered here.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { launch } from "./browser.mjs";
import { serve } from "./serve.mjs";

const [griot, folder] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const CARDS = {
  "https://www.youtube.com/watch?v=jNQXAC9IVRw&t=1m5s": "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?autoplay=1&start=65",
  "https://www.youtube.com/shorts/jNQXAC9IVRw": "https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?autoplay=1",
  "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
  "https://x.com/jack/status/20": "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20",
  "https://mastodon.social/@Gargron/100254678717223630": "https://mastodon.social/@Gargron/100254678717223630/embed",
};

/// What the settings say, whose script a tap loads, and what that script is told.
const PROVIDERS = {
  giscus: {
    settings: "{provider: giscus, repo: awa/blog, repo_id: R_1, category: Talk, category_id: DIC_2}",
    host: "giscus.app",
    script: "https://giscus.app/client.js",
    told: {
      "data-repo": "awa/blog",
      "data-repo-id": "R_1",
      "data-category": "Talk",
      "data-category-id": "DIC_2",
      "data-mapping": "pathname",
      "data-lang": "fr",
      "data-theme": "light",
      crossorigin: "anonymous",
    },
    dark: ["data-theme", "dark"],
    // what the real one does: a style sheet, a frame
    does: `const style = document.createElement("link"); style.rel = "stylesheet"; style.href = "https://giscus.app/default.css"; document.head.prepend(style);
      const frame = document.createElement("iframe"); frame.title = "Comments"; frame.src = "https://giscus.app/fr/widget"; script.after(frame);`,
    asked: ["https://giscus.app/client.js", "https://giscus.app/default.css", "https://giscus.app/fr/widget"],
    link: "https://github.com/awa/blog/discussions?discussions_q=%2Fparler%2F",
  },
  utterances: {
    settings: "{provider: utterances, repo: awa/blog, label: 💬}",
    host: "utteranc.es",
    script: "https://utteranc.es/client.js",
    told: { repo: "awa/blog", label: "💬", "issue-term": "pathname", theme: "github-light", crossorigin: "anonymous" },
    dark: ["theme", "github-dark"],
    does: `script.insertAdjacentHTML("afterend", '<div class="utterances"><iframe class="utterances-frame" title="Comments" src="https://utteranc.es/utterances.html"></iframe></div>');
      document.querySelector(".utterances").style.height = "300px"; script.remove();`,
    asked: ["https://utteranc.es/client.js", "https://utteranc.es/utterances.html"],
    link: "https://github.com/awa/blog/issues?q=%2Fparler%2F",
  },
  isso: {
    settings: '{provider: isso, url: "https://talk.example/isso", vote: false}',
    host: "talk.example",
    script: "https://talk.example/isso/js/embed.min.js",
    told: { "data-isso": "https://talk.example/isso", "data-isso-lang": "fr", "data-isso-vote": "false" },
    does: `const style = document.createElement("link"); style.rel = "stylesheet"; style.href = "https://talk.example/isso/css/isso.css"; document.head.append(style);
      const thread = document.getElementById("isso-thread");
      fetch("https://talk.example/isso/config", { credentials: "include" }).then(() => (thread.textContent = thread.dataset.issoId));`,
    asked: ["https://talk.example/isso/config", "https://talk.example/isso/css/isso.css", "https://talk.example/isso/js/embed.min.js"],
  },
  remark42: {
    settings: '{provider: remark42, host: "https://remark.example", site_id: kora}',
    host: "remark.example",
    script: "https://remark.example/web/embed.mjs",
    told: {
      host: "https://remark.example",
      site_id: "kora",
      locale: "fr",
      theme: "light",
      url: "https://blog.example/parler/",
      page_title: "Parler",
    },
    dark: ["theme", "dark"],
    does: `const frame = document.createElement("iframe"); frame.title = "Comments"; frame.src = "https://remark.example/web/iframe.html"; document.getElementById("remark42").append(frame);`,
    asked: ["https://remark.example/web/embed.mjs", "https://remark.example/web/iframe.html"],
  },
};

// ---- sites ----

const LANGUAGES = { fr: ["Parler", "Le premier film."], en: ["Talking", "The first film."], ar: ["حديث", "أول فيلم."] };

function build(name, comments) {
  const source = join(folder, "src", name);
  const write = (path, text) => {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  };
  const titles = Object.keys(LANGUAGES).map((code) => `  ${code}: {title: Blog}\n`);
  write("griot.yaml", `base_url: https://blog.example\nlanguages:\n${titles.join("")}${comments ? `comments: ${comments}\n` : ""}`);
  for (const [code, [title, text]] of Object.entries(LANGUAGES)) {
    const more = code === "fr" ? "date: 2026-11-01\n" : "";
    write(`content/articles/parler/${code}.md`, `---\ntitle: ${title}\n${more}---\n${text}\n\n${Object.keys(CARDS).join("\n\n")}\n\n## ${title} 💬\n\n${text}\n`);
  }
  write("content/articles/rien/fr.md", "---\ntitle: Rien\ndate: 2026-11-02\ncomments: false\n---\nRien d’ailleurs.\n");
  write("content/pages/page/fr.md", `---\ntitle: Page\n---\nDébut.\n\n${Object.keys(CARDS)[0]}\n`);
  execFileSync(griot, ["build", "--quiet", "--root", source, "--out", join(folder, name)], { stdio: "inherit" });
  return join(folder, name);
}

// ---- a reader ----

/// A page, what it asked of others, and what the browser complained about.
async function read(path, options = {}) {
  const { answer = () => null, ...context } = options;
  const opened = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce", ...context });
  const asked = [];
  const wrong = [];
  await opened.route((url) => url.origin !== site.address, (route) => {
    const url = route.request().url();
    asked.push(url);
    const body = answer(url);
    if (body === false) return route.abort();
    const kind = /\.m?js$/.test(url) ? "text/javascript" : url.endsWith(".css") ? "text/css" : "text/html";
    const headers = { "access-control-allow-origin": site.address, "access-control-allow-credentials": "true" };
    return route.fulfill({ body: body ?? "", contentType: kind, headers });
  });
  const tab = await opened.newPage();
  tab.on("console", (message) => wrong.push(message.text()));
  tab.on("pageerror", (error) => wrong.push(error.message));
  await tab.goto(site.address + path, { waitUntil: "networkidle" });
  return { tab, asked, wrong, close: () => opened.close() };
}

async function axe(tab) {
  await tab.evaluate(AXE);
  const found = await tab.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"], iframes: false }));
  assert(found.passes.length > 10, "axe looked at nothing");
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), [], "axe");
}

const until = async (what, so) => {
  for (const end = Date.now() + 10_000; !(await so()); ) {
    assert(Date.now() < end, `${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

// Taps the button of a card once it is in sight. Chromium needs a moment after a scroll until it knows
// where the frames of other sites are: an earlier tap goes to one that was there.
async function tap(card) {
  const button = card.locator("button");
  await button.scrollIntoViewIfNeeded();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await button.click();
}

// ---- what is looked at ----

let browser;
let site;

const cards = {
  async "nothing is asked before a tap"() {
    for (const path of ["/parler/", "/en/talking/", "/page/", "/rien/"]) {
      const { tab, asked, wrong, close } = await read(path);
      await tab.mouse.wheel(0, 5000);
      await tab.keyboard.press("Tab");
      await tab.waitForLoadState("networkidle");
      assert.deepEqual(asked, [], path);
      assert.deepEqual(wrong, [], path);
      assert.equal(await tab.locator("iframe").count(), 0, path);
      await axe(tab);
      await close();
    }
  },

  async "a tap asks for the frame that the card named, and no other"() {
    for (const [at, [link, frame]] of Object.entries(CARDS).entries()) {
      const { tab, asked, wrong, close } = await read("/parler/");
      const card = tab.locator(".embed").nth(at);
      assert.equal(await card.locator("a").getAttribute("href"), link);
      const below = tab.locator("h2").first();
      await card.locator("button").click();
      await until("the frame", () => asked.length > 0);
      await tab.waitForLoadState("networkidle");
      assert.deepEqual(asked, [frame]);
      assert.deepEqual(wrong, [], link);
      const shown = card.locator("iframe");
      const title = await shown.getAttribute("title");
      assert.match(title, /^(Vidéo|Publication) · (YouTube|Vimeo|X|Mastodon)/);
      assert.match(await shown.getAttribute("sandbox"), /allow-scripts/);
      assert.equal(await shown.evaluate((frame) => document.activeElement === frame), true, "the focus is in the frame");
      const [box, before] = [await shown.boundingBox(), await below.boundingBox()];
      assert(box.width > 250 && box.height > 150, `${link}: ${box.width} × ${box.height}`);
      await tab.waitForTimeout(200);
      assert.deepEqual(await below.boundingBox(), before, "what follows moved again");
      assert.equal(await tab.evaluate(() => document.scrollingElement.scrollWidth), 360);
      await axe(tab);
      await close();
    }
  },

  async "a post says how tall it is, and is believed alone"() {
    const height = (frame) => frame.evaluate((frame) => frame.getBoundingClientRect().height);
    const says = (words) => `<script>parent.postMessage(${JSON.stringify(words)}, "*")</script>`;
    const x = says({ "twttr.embed": { method: "twttr.private.resize", params: [{ height: 321.5 }] } });
    const mastodon = `<script>onmessage = (event) => parent.postMessage({ type: "setHeight", id: event.data.id, height: 654 }, "*")</script>`;
    const answer = (url) => (url.includes("twitter") ? x : url.includes("mastodon") ? mastodon : says({ type: "setHeight", id: 0, height: 99 }));
    const { tab, close } = await read("/parler/", { answer });
    const frames = [];
    for (const [at, wanted] of [[3, 322], [4, 654]]) {
      const card = tab.locator(".embed").nth(at);
      await tap(card);
      frames.push([card.locator("iframe"), wanted]);
      await until("its height", async () => (await height(card.locator("iframe"))) === wanted);
    }
    // a film has no say, and neither has the page itself
    await tab.locator(".embed").nth(0).locator("button").click();
    await tab.evaluate(() => postMessage({ type: "setHeight", height: 77 }, "*"));
    await tab.waitForLoadState("networkidle");
    for (const [frame, wanted] of frames) assert.equal(await height(frame), wanted);
    await close();
  },

  async "films keep their shape"() {
    const { tab, close } = await read("/parler/", { viewport: { width: 1280, height: 900 } });
    for (const [at, ratio] of [[0, 16 / 9], [1, 9 / 16], [2, 16 / 9]]) {
      const card = tab.locator(".embed").nth(at);
      await tap(card);
      const box = await card.locator("iframe").boundingBox();
      assert(Math.abs(box.width / box.height - ratio) < 0.01, `${at}: ${box.width} × ${box.height}`);
    }
    await close();
  },

  async "without a script a card is its link"() {
    const { tab, asked, close } = await read("/en/talking/", { javaScriptEnabled: false });
    assert.equal(await tab.locator(".embed a >> visible=true").count(), Object.keys(CARDS).length);
    assert.equal(await tab.locator("button >> visible=true").count(), 0);
    assert.deepEqual(asked, []);
    await close();
  },

  async "cards speak the language of the page, in both directions"() {
    for (const [path, play] of [["/parler/", "Lire la vidéo charge YouTube"], ["/en/talking/", "Play the video loads YouTube"], ["/ar/حديث/", "شغّل الفيديو يحمّل من YouTube"]]) {
      for (const colorScheme of ["light", "dark"]) {
        const { tab, close } = await read(path, { colorScheme });
        const words = await tab.locator(".embed button").first().innerText();
        assert.equal(words.replace(/\s+/g, " "), play);
        assert.equal(await tab.evaluate(() => document.scrollingElement.scrollWidth), 360, path);
        await axe(tab);
        await close();
      }
    }
  },
};

const off = {
  async "there are no comments by default"() {
    const { tab, asked, wrong, close } = await read("/parler/");
    assert.equal(await tab.locator(".opinions, [data-comments], [href='#_opinions']").count(), 0);
    assert.equal(await tab.locator("script[src*='comments']").count(), 0);
    assert.deepEqual([asked, wrong], [[], []]);
    await close();
  },
};

const comments = (name) => {
  const { host, script, told, dark, does, asked: wanted, link } = PROVIDERS[name];
  // what the script finds: itself, or, as a module, its settings
  const itself = `const script = document.currentScript ?? document.querySelector("script[src='${script}']");
    globalThis.told = globalThis.remark_config ?? Object.fromEntries([...script.attributes].map(({ name, value }) => [name, value]).filter(([name]) => !["src", "type"].includes(name)));`;
  const answer = (url) => (url === script ? `{${itself}${does}}` : null);
  return {
    async [`${name}: nothing before the tap, then just its own`]() {
      const { tab, asked, wrong, close } = await read("/parler/", { answer });
      await axe(tab);
      const button = tab.locator("[data-comments]");
      assert.equal((await button.innerText()).replace(/\s+/g, " "), `Afficher les commentaires charge ${host}`);
      assert.equal(await tab.locator(".meta [href='#_opinions'] >> visible=true").count(), 1);
      assert.deepEqual(asked, []);
      await button.focus();
      await tab.keyboard.press("Enter");
      await until("the service", () => asked.length >= wanted.length);
      await tab.waitForTimeout(200);
      assert.deepEqual(asked.sort(), wanted);
      assert.deepEqual(wrong, [], "under the policy of the site");
      assert.deepEqual(await tab.evaluate("told"), told);
      assert.equal(await tab.locator("#_comments").evaluate((heading) => document.activeElement === heading), true, "the focus");
      assert.equal(await button.isVisible(), false);
      if (name === "isso") assert.equal(await tab.locator("#isso-thread").innerText(), "/parler/");
      await axe(tab);
      await close();
    },

    ...(dark && {
    async [`${name}: the scheme that the reader has`]() {
      const { tab, asked, close } = await read("/parler/", { answer, colorScheme: "dark" });
      await tab.locator("[data-comments]").click();
      await until("the service", () => asked.length === wanted.length);
      assert.equal((await tab.evaluate("told"))[dark[0]], dark[1]);
      await close();
      // by choice, against what the system says
      const chosen = await read("/parler/", { answer });
      await chosen.tab.locator(".scheme").click();
      await chosen.tab.locator("[data-comments]").click();
      await until("the service", () => chosen.asked.length === wanted.length);
      assert.equal((await chosen.tab.evaluate("told"))[dark[0]], dark[1]);
      await chosen.close();
    },
    }),

    async [`${name}: a service that does not answer`]() {
      const { tab, close } = await read("/en/talking/", { answer: () => false });
      await tab.locator("[data-comments]").click();
      await tab.getByText("could not be loaded").waitFor();
      assert.equal(await tab.locator("[data-comments]").evaluate((button) => document.activeElement === button), true);
      await close();
    },

    async [`${name}: without a script`]() {
      const { tab, asked, close } = await read("/parler/", { javaScriptEnabled: false });
      assert.equal(await tab.locator("[data-comments] >> visible=true").count(), 0);
      const links = tab.locator(".opinions a >> visible=true");
      assert.deepEqual(await links.evaluateAll((links) => links.map((link) => link.href)), link ? [link] : []);
      assert.equal(await tab.locator("[href='#_opinions'] >> visible=true").count(), link ? 1 : 0);
      assert.deepEqual(asked, []);
      await close();
    },

    async [`${name}: an article may go without`]() {
      const { tab, close } = await read("/rien/");
      assert.equal(await tab.locator(".opinions, script[src*='comments']").count(), 0);
      await close();
    },

    async [`${name}: the policy lets nobody else in`]() {
      const { tab, asked, wrong, close } = await read("/rien/");
      await tab.evaluate(() => {
        for (const [tag, to] of [["script", "src"], ["iframe", "src"]]) {
          const element = document.createElement(tag);
          element[to] = `https://elsewhere.example/${tag}`;
          document.body.append(element);
        }
      });
      await until("a refusal", () => wrong.length >= 2);
      assert.deepEqual(asked, []);
      await close();
    },
  };
};

// ---- the run ----

let failed = 0;
browser = await launch();
for (const [name, tests] of [["none", { ...cards, ...off }], ...Object.keys(PROVIDERS).map((name) => [name, comments(name)])]) {
  site = await serve(build(name, PROVIDERS[name]?.settings));
  for (const [title, test] of Object.entries(tests)) {
    const start = Date.now();
    try {
      await test();
      console.log(`ok  ${title} (${Date.now() - start} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${title}\n${error.stack}`);
    }
  }
  site.close();
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
