// The search dialog. What finds is loaded when somebody searches, and never before.

const words = JSON.parse(document.querySelector("script#house-words").textContent);
const AT_ONCE = 5;
const KEPT = 5;
const PAUSE = 200; // milliseconds without a key before a search
const MEMORY = `searched:${document.documentElement.lang.split("-")[0]}`;

const open = document.querySelector(".house-search-open");
const dialog = document.querySelector(".house-search");
const query = dialog.querySelector("input");
const status = dialog.querySelector("[role=status]");
const list = dialog.querySelector("ol");
const offers = dialog.querySelector(".house-search-offers");
let finder;
let answered = ""; // the query that the list belongs to

const load = () => (finder ??= import("./find.js").catch((error) => {
  finder = undefined;
  throw error;
}));

// --- what was searched before, on this device only ---

function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(MEMORY));
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function remember(wanted) {
  try {
    const others = recent().filter((one) => one !== wanted);
    localStorage.setItem(MEMORY, JSON.stringify([wanted, ...others].slice(0, KEPT)));
  } catch { /* a browser that forbids storage only forgets */ }
}

// --- what is shown ---

function offer(heading, terms) {
  offers.replaceChildren();
  if (!terms.length) return;
  const title = document.createElement("p");
  title.textContent = heading;
  const buttons = terms.map((term) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: term });
    button.addEventListener("click", () => { query.value = term; query.focus(); search(); });
    return button;
  });
  offers.append(title, ...buttons);
}

// Pagefind gives text with entities and marks; only the marks become elements.
function marked(excerpt) {
  const text = (part) => part.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  return excerpt.split(/<\/?mark>/).map((part, index) => {
    if (index % 2 === 0) return text(part);
    return Object.assign(document.createElement("mark"), { textContent: text(part) });
  });
}

function item(page, wanted) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.address;
  link.textContent = page.title;
  link.addEventListener("click", () => remember(wanted));
  const excerpt = document.createElement("p");
  excerpt.append(...marked(page.excerpt));
  entry.append(link, excerpt);
  return entry;
}

// The next few pages that can be told of. Without a network these are the ones that are kept.
async function some(pages, start) {
  const shown = [];
  let next = start;
  while (next < pages.length && shown.length < AT_ONCE) {
    const asked = await Promise.allSettled(pages.slice(next, next + AT_ONCE).map((page) => page()));
    shown.push(...asked.filter(({ value }) => value).map(({ value }) => value));
    next += AT_ONCE;
  }
  return { shown, next };
}

async function add(pages, start, wanted) {
  const { shown, next } = await some(pages, start);
  if (wanted !== query.value.trim()) return;
  list.querySelector(".house-search-more")?.remove();
  const items = shown.map((page) => item(page, wanted));
  list.append(...items);
  if (start) items[0]?.querySelector("a").focus();
  if (next >= pages.length) return;
  const more = document.createElement("li");
  more.className = "house-search-more";
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: words.more });
  button.addEventListener("click", () => add(pages, next, wanted));
  more.append(button);
  list.append(more);
}

function count(number) {
  const form = new Intl.PluralRules(document.documentElement.lang.split("-")[0]).select(number);
  return (words.found[form] ?? words.found.other).replace("{count}", number);
}

function said(found) {
  if (!found.pages.length) return words.none;
  return found.whole ? count(found.pages.length) : words.close;
}

async function search() {
  const wanted = query.value.trim();
  if (!wanted) {
    list.replaceChildren();
    answered = status.textContent = "";
    offer(words.recent, recent());
    return;
  }
  try {
    const { find } = await load();
    const found = await find(wanted);
    if (wanted !== query.value.trim()) return;
    list.replaceChildren();
    offer(words.tryThese, found.suggestions);
    await add(found.pages, 0, wanted);
    if (wanted !== query.value.trim()) return;
    if (found.pages.length && !list.childElementCount) throw new Error("nothing can be told of any page");
    status.textContent = said(found);
    answered = wanted;
  } catch {
    status.textContent = words.unavailable;
  }
}

// --- keys and buttons ---

let waiting;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(search, query.value.trim() ? PAUSE : 0);
}

function show() {
  dialog.showModal();
  query.select();
  if (!query.value) search();
}

// Arrows go through the field and the results.
function step(event) {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way) return;
  const stops = [query, ...list.querySelectorAll("a, button")];
  const place = stops.indexOf(document.activeElement);
  if (place < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(place + way, 0), stops.length - 1)].focus();
}

open.addEventListener("click", show);
query.addEventListener("input", soon);
dialog.addEventListener("keydown", step);
query.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return; // a search field would only be emptied
  event.preventDefault();
  dialog.close();
});
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  const wanted = query.value.trim();
  if (wanted) remember(wanted);
  if (wanted && wanted === answered) list.querySelector("a")?.focus();
  else search();
});
dialog.querySelector(".house-search-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  show();
});
