// The search page: finds what the words of its field stand in. The index is in small files
// beside the page; nothing is asked for before the first keystroke, and then only the files
// of the words that are typed, one for each segment of the articles. The text of an article is
// asked for where its excerpt is seen. What an article says is only ever put in as text.
(function () {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form || !window.fetch || !window.Intl || !Intl.PluralRules) return;
  const field = form.elements.q;
  const status = document.querySelector(".found-count");
  const list = document.querySelector(".found");
  const more = document.querySelector(".found-more");
  const SHOWN = 10;
  const MOST_FILES = 3; // of words that two letters may begin, beside the first of each segment
  const EXCERPTS = 2; // of one result
  const [BEFORE, AFTER] = [60, 90]; // letters of an excerpt around a word
  const TYPING = 150; // ms without a key before the words are looked up
  const POINTS = [1, 4, 12, 40]; // in the text, the summary, a heading or tag, the title

  // ---- words, as the index has them ----

  const letter = "[\\p{Alphabetic}\\p{N}]";
  const inner = "[\\p{Alphabetic}\\p{N}\\p{M}\\p{Cf}]";
  const alone =
    "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const WORD = new RegExp(
    `(?=${letter})(?:${alone}(?:(?!${letter})${inner})*|(?:(?!${alone})${inner}|['’‘ʼʻ](?=${letter})(?!${alone}))+(?:(?:\\+\\+|#)(?!${letter}))?)`,
    "gu",
  );
  const ALONE = new RegExp(alone, "u");
  const ACCENTS =
    /[\p{Cf}\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const EMOJI =
    /\p{RI}{2}|[0-9#*]\ufe0f?\u20e3|(?!\p{N})\p{Extended_Pictographic}(?:[\ufe0f\p{EMod}]|\u200d\p{Extended_Pictographic})*/gu;

  function fold(text, head) {
    const bare = (text) => text.normalize("NFKD").replace(ACCENTS, "");
    return bare(bare(text).toLowerCase())
      .replace(/[’‘ʼʻ]/g, "'")
      .replace(/[^\0-\x7f]/g, (c) => (c === "ς" ? "σ" : head.letters.get(c) || c))
      .normalize("NFC");
  }

  // without what elides before a word or clings to its end
  function bare(word, head) {
    const before = head.before.find((start) => word.startsWith(start) && Array.from(word).length - Array.from(start).length > (start.endsWith("'") ? 0 : 1));
    if (before) word = word.slice(before.length);
    const after = head.after.find((end) => word.endsWith(end) && word.length > end.length);
    if (after) word = word.slice(0, -after.length);
    return word.replace(/'/g, "");
  }

  function forms(word, head) {
    return (fold(word, head).match(WORD) || []).map((part) => bare(part, head)).filter(Boolean);
  }

  // what is looked for: words that say something, the last one perhaps not written to its end
  function asked(text, head) {
    const words = [];
    for (const match of text.matchAll(WORD)) {
      const open = match.index + match[0].length === text.length;
      forms(match[0], head).forEach((form) => words.push({ form, written: match[0], open }));
    }
    // one letter is the beginning of too much: by itself it is a word, after others it waits
    const begun = (word) => word.open && word.form.length === 1 && !ALONE.test(word.form);
    const heavy = words.filter((word) => !head.light.has(word.form) && !begun(word));
    const kept = heavy.length ? heavy : words;
    return kept.map((word) => Object.assign(word, { ends: word.open, open: word.open && word.form.length > 1 }));
  }

  // ---- files, each asked for once ----

  let files = {};
  let fresh = false;

  function ask(name) {
    if (!files[name]) {
      const address = new URL(name, new URL(form.dataset.index, location.href));
      files[name] = fetch(address, fresh ? { cache: "reload" } : {}).then((answer) => {
        if (!answer.ok) throw new Error(name);
        return answer.json();
      });
      files[name].catch(() => delete files[name]);
    }
    return files[name];
  }

  async function ofVersion(version, name) {
    const file = await ask(name);
    // the site was published again since the head was read
    if (file.v !== version) throw new Error("version");
    return file;
  }

  async function entryOf(head, number) {
    const at = Math.floor(number / head.per_results);
    const file = await ofVersion(head.results[at], `articles-${at}.json`);
    return file.articles[number % head.per_results];
  }

  async function textOf(head, number, address) {
    const file = await ask(`texts-${Math.floor(number / head.per_texts)}.json`);
    const { of, text } = file.texts[number % head.per_texts];
    // the site may have been published again
    return of === address ? text : "";
  }

  async function readHead() {
    const head = await ask("index.json");
    if (!head.letters.get) {
      head.letters = new Map(head.letters);
      head.light = new Set(head.light.split(" "));
      head.endings = new Set(head.endings.split(" ").concat(""));
    }
    return head;
  }

  async function rowsOf(segment, shard) {
    const file = await ofVersion(segment.v, `words-${segment.name}-${shard}.json`);
    if (!file.rows) {
      file.rows = file.words.map((word, at) => {
        const [start, ...ends] = word.split(",");
        return { forms: ends.length ? ends.map((end) => start + end) : [start], places: file.in[at], first: segment.first };
      });
    }
    return file.rows;
  }

  // ---- from words to articles ----

  // the rows of the files that a word may be in; two letters that begin too much are a word by themselves
  async function rowsFor(head, word) {
    const letters = Array.from(word.form);
    const ranges = head.segments.map((segment) => {
      const shard = (key) => segment.cuts.filter((cut) => cut <= key).length;
      const first = shard(letters.slice(0, 3).join(""));
      const more = word.open && letters.length < 3 ? shard(word.form + "\uffff") - first : 0;
      return { segment, first, more };
    });
    word.vague = ranges.reduce((sum, range) => sum + range.more, 0) >= MOST_FILES;
    const rows = ranges.flatMap(({ segment, first, more }) =>
      Array.from({ length: word.vague ? 1 : more + 1 }, (_, at) => rowsOf(segment, first + at)),
    );
    return [].concat(...(await Promise.all(rows)));
  }

  // two forms of one word, by their endings: for a form that no article has
  function kin(a, b, endings) {
    let same = 0;
    while (same < a.length && a[same] === b[same]) same += 1;
    return same >= 3 && endings.has(a.slice(same)) && endings.has(b.slice(same));
  }

  // calls `take` with each article of a row and its place
  function each({ places, first }, take) {
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    places.split(",").forEach((numbers, place) => {
      let [article, number, shift] = [first, 0, 0];
      for (const digit of numbers) {
        const value = digits.indexOf(digit);
        number |= (value & 31) << shift;
        shift += 5;
        if (value > 31) continue;
        article += number;
        take(article, place);
        [number, shift] = [0, 0];
      }
    });
  }

  // the articles that have a word, with points; adds the forms it was met in to `met`
  async function having(head, word, met) {
    const rows = await rowsFor(head, word);
    const found = rows.filter((row) => row.forms.includes(word.form)).map((row) => [row, 2]);
    if (word.open && !word.vague) {
      const begins = (form) => form.startsWith(word.form);
      found.push(...rows.filter((row) => row.forms.some(begins)).map((row) => [row, 1]));
    }
    if (!found.length && !word.vague) {
      const related = (form) => kin(word.form, form, head.endings);
      found.push(...rows.filter((row) => row.forms.some(related)).map((row) => [row, 1]));
    }
    const points = new Map();
    word.met = new Set();
    for (const [row, times] of found) {
      for (const form of row.forms) {
        word.met.add(form);
        met.add(form);
      }
      each(row, (article, place) => {
        points.set(article, Math.max(points.get(article) || 0, POINTS[place] * times));
      });
    }
    return points;
  }

  async function search(text) {
    const head = await readHead();
    const words = asked(text, head);
    const met = new Set();
    const found = await Promise.all(words.map((word) => having(head, word, met)));
    const [first, ...others] = found;
    const all = first ? Array.from(first.keys()).filter((article) => others.every((points) => points.has(article))) : [];
    const sum = (article) => found.reduce((sum, points) => sum + points.get(article), 0);
    const ranked = all.map((article) => [sum(article), article]);
    // of the same points, the newest first
    ranked.sort((a, b) => b[0] - a[0] || b[1] - a[1]);
    return { head, words, met, articles: ranked.map(([, article]) => article) };
  }

  // ---- what is shown ----

  function element(name, text, type) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (type) made.className = type;
    return made;
  }

  function addText(parent, text) {
    let from = 0;
    for (const emoji of text.matchAll(EMOJI)) {
      parent.append(text.slice(from, emoji.index));
      const hidden = element("span", emoji[0], "emoji");
      hidden.setAttribute("aria-hidden", "true");
      parent.append(hidden);
      from = emoji.index + emoji[0].length;
    }
    parent.append(text.slice(from));
  }

  // adds a text, its words that were met marked; gives the forms of these
  function addMarked(parent, text, { head, met }) {
    const seen = [];
    let from = 0;
    for (const match of text.matchAll(WORD)) {
      const form = forms(match[0], head).find((form) => met.has(form));
      if (!form) continue;
      seen.push(form);
      // what was elided is not marked
      const rest = match[0].split(/['’‘ʼʻ]/).pop();
      const start = match.index + (fold(rest, head) === form ? match[0].length - rest.length : 0);
      addText(parent, text.slice(from, start));
      from = match.index + match[0].length;
      parent.append(element("mark", text.slice(start, from)));
    }
    addText(parent, text.slice(from));
    return seen;
  }

  function result([address, title, summary, date, words], number, found, typing) {
    const item = element("li");
    const link = element("a");
    link.href = address;
    const seen = addMarked(link, title, found);
    item.append(link);
    if (date) {
      const time = element("time", words, "meta");
      time.dateTime = date;
      item.append(" ", time);
    }
    const text = element("p");
    seen.push(...addMarked(text, summary, found));
    if (summary) item.append(text);
    // of a word that has just begun no excerpt is worth its bytes
    const others = found.words.filter((word) => !seen.some((form) => word.met.has(form)) && !isBegun(word, typing));
    if (others.length) whenSeen.set(item, () => addExcerpts(item, text, { number, address }, others, found));
    return item;
  }

  function isBegun(word, typing) {
    return typing && (word.vague || (word.ends && word.form.length < 3));
  }

  // ---- excerpts: the text around the words that are neither in the title nor in the summary ----

  const whenSeen = new WeakMap();
  const look = (item) => whenSeen.has(item) && whenSeen.get(item)();
  const observer =
    window.IntersectionObserver &&
    new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries.filter((entry) => entry.isIntersecting)) {
        observer.unobserve(target);
        look(target);
      }
    });

  // the ranges of a text around the first of each of the words, and the words that it has
  function ranges(text, words, head) {
    const around = [];
    const met = new Set();
    for (const match of text.matchAll(WORD)) {
      const own = forms(match[0], head);
      const word = words.find((word) => !met.has(word) && own.some((form) => word.met.has(form)));
      const last = around[around.length - 1];
      const end = match.index + match[0].length;
      if (!word || (around.length === EXCERPTS && end > last.end)) continue;
      met.add(word);
      if (!last || end > last.end) around.push(cut(text, match.index, end, last ? last.end : 0));
      if (met.size === words.length) break;
    }
    return { around, met };
  }

  // a range around a word, from a space to a space where there is one; not before `least`
  function cut(text, from, to, least) {
    const half = (at) => (/[\udc00-\udfff]/.test(text[at]) ? 1 : 0);
    let start = Math.max(from - BEFORE, least);
    let end = Math.min(to + AFTER, text.length);
    if (start > least) start += text.slice(start, from).indexOf(" ") + 1;
    const back = text.slice(to, end).lastIndexOf(" ");
    if (end < text.length && back >= 0) end = to + back;
    return { start: start + half(start), end: end + half(end) };
  }

  // puts excerpts where the summary is, and says which words stand elsewhere
  async function addExcerpts(item, paragraph, { number, address }, words, found) {
    const text = await textOf(found.head, number, address).catch(() => "");
    const { around, met } = ranges(text, words, found.head);
    if (around.length) {
      paragraph.textContent = "";
      around.forEach(({ start, end }, at) => {
        const dots = start > 0 && (at === 0 || start > around[at - 1].end);
        addText(paragraph, dots ? (at ? " … " : "… ") : "");
        addMarked(paragraph, text.slice(start, end), found);
      });
      if (around[around.length - 1].end < text.length) paragraph.append(" …");
      item.append(paragraph);
    }
    const others = words.filter((word) => !met.has(word));
    if (!others.length) return;
    const elsewhere = element("p", form.dataset.inside, "meta");
    others.forEach((word) => elsewhere.append(" ", element("mark", word.written)));
    item.append(elsewhere);
  }

  // ---- the page ----

  let turn = 0;
  let timer;

  function tell(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function clear() {
    list.textContent = "";
    more.hidden = true;
  }

  async function show(found, from, mine, typing) {
    const numbers = found.articles.slice(from, from + SHOWN);
    const entries = await Promise.all(numbers.map((number) => entryOf(found.head, number)));
    if (mine !== turn) return;
    const items = numbers.map((number, at) => result(entries[at], number, found, typing));
    if (from === 0) clear();
    list.append(...items);
    items.forEach((item) => (observer ? observer.observe(item) : look(item)));
    const count = found.articles.length;
    const words = form.dataset[new Intl.PluralRules(form.dataset.language || document.documentElement.lang).select(count)] || form.dataset.other;
    // of a word that has just begun nothing is known yet
    const begun = found.words.some((word) => isBegun(word, typing));
    tell(count ? words.replace("{count}", count) : begun ? "" : form.dataset.none);
    more.hidden = from + SHOWN >= count;
    more.onclick = () => show(found, from + SHOWN, mine, typing).then(() => items.length && list.children[from + SHOWN].firstChild.focus(), failed);
  }

  function failed() {
    clear();
    tell(form.dataset.failed);
  }

  async function run(typing) {
    clearTimeout(timer);
    const mine = (turn += 1);
    const text = field.value.trim() && field.value;
    history.replaceState(null, "", text ? "?q=" + encodeURIComponent(text.trim()) : location.pathname);
    if (!text) {
      clear();
      return tell("");
    }
    const attempt = async () => show(await search(text), 0, mine, typing);
    try {
      await attempt().catch((error) => {
        if (error.message !== "version" || mine !== turn) throw error;
        files = {};
        fresh = true;
        return attempt();
      });
    } catch (error) {
      if (mine === turn) failed();
    }
  }

  field.addEventListener("input", () => {
    readHead().catch(() => {});
    clearTimeout(timer);
    timer = setTimeout(run, TYPING, true);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // the keyboard of a phone covers what was found
    if (matchMedia("(pointer: coarse)").matches) field.blur();
    run();
  });

  // arrows lead from the field through the results and back, Escape begins anew
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const links = Array.from(list.querySelectorAll("a"));
    const stops = [field].concat(links);
    const at = stops.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (at >= 0 && stops[next]) stops[next].focus();
    else if (at >= 0 && event.key === "Escape") {
      field.value = "";
      field.focus();
      run();
    } else if (event.key === "/" && !document.activeElement.matches("input, textarea, select")) field.focus();
    else return;
    event.preventDefault();
  });

  const shared = new URLSearchParams(location.search).get("q");
  if (shared) {
    field.value = shared;
    run();
  }
})();
