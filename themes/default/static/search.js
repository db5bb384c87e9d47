// The search page: finds what the words of its field stand in. The index is in small files
// beside the page; nothing is asked for before the first keystroke, and then only the files
// of the words that are typed. What an article says is only ever put in as text.
(function () {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form || !window.fetch || !window.Intl || !Intl.PluralRules) return;
  const field = form.elements.q;
  const status = document.querySelector(".found-count");
  const list = document.querySelector(".found");
  const more = document.querySelector(".found-more");
  const SHOWN = 10;
  const MOST_FILES = 3; // of words, for two letters
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

  async function ofVersion(head, name) {
    const file = await ask(name);
    // the site was published again since the head was read
    if (file.v !== head.v) throw new Error("version");
    return file;
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

  async function rowsOf(head, shard) {
    const file = await ofVersion(head, `words-${shard}.json`);
    if (!file.rows) {
      file.rows = file.words.map((word, at) => {
        const [start, ...ends] = word.split(",");
        return { forms: ends.length ? ends.map((end) => start + end) : [start], places: file.in[at] };
      });
    }
    return file.rows;
  }

  // ---- from words to articles ----

  // the first files that a word may be in; two letters that begin too much are a word by themselves
  function shardsOf(head, word) {
    const letters = Array.from(word.form);
    const shard = (key) => head.cuts.filter((cut) => cut <= key).length;
    const first = shard(letters.slice(0, 3).join(""));
    const last = word.open && letters.length < 3 ? shard(word.form + "\uffff") : first;
    word.vague = last - first >= MOST_FILES;
    return Array.from({ length: word.vague ? 1 : last - first + 1 }, (_, at) => first + at);
  }

  // two forms of one word, by their endings: for a form that no article has
  function kin(a, b, endings) {
    let same = 0;
    while (same < a.length && a[same] === b[same]) same += 1;
    return same >= 3 && endings.has(a.slice(same)) && endings.has(b.slice(same));
  }

  // calls `take` with each article of a row and its place
  function each(places, take) {
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    places.split(",").forEach((numbers, place) => {
      let [article, number, shift] = [0, 0, 0];
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
    const rows = [].concat(...(await Promise.all(shardsOf(head, word).map((shard) => rowsOf(head, shard)))));
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
      each(row.places, (article, place) => {
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
    ranked.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
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

  function result([address, title, summary, date, words], found) {
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
    if (summary) {
      const text = element("p");
      seen.push(...addMarked(text, summary, found));
      item.append(text);
    }
    const others = found.words.filter((word) => !seen.some((form) => word.met.has(form)));
    if (others.length) {
      const text = element("p", form.dataset.inside, "meta");
      others.forEach((word) => text.append(" ", element("mark", word.written)));
      item.append(text);
    }
    return item;
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
    const size = found.head.per_file;
    const files = await Promise.all(numbers.map((number) => ofVersion(found.head, `articles-${Math.floor(number / size)}.json`)));
    if (mine !== turn) return;
    const items = numbers.map((number, at) => result(files[at].articles[number % size], found));
    if (from === 0) clear();
    list.append(...items);
    const count = found.articles.length;
    const words = form.dataset[new Intl.PluralRules(form.dataset.language || document.documentElement.lang).select(count)] || form.dataset.other;
    // of a word that has just begun nothing is known yet
    const begun = typing && found.words.some((word) => word.vague || (word.ends && word.form.length < 3));
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
