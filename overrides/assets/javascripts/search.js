// Search: Pagefind is loaded when somebody searches, and never before.

const words = JSON.parse(document.getElementById("house-words").textContent);
const site = new URL("../../", import.meta.url);
const AT_ONCE = 8;

const open = document.querySelector(".house-search-open");
const dialog = document.querySelector(".house-search");
const query = dialog.querySelector("input");
const status = dialog.querySelector("[role=status]");
const list = dialog.querySelector("ol");
let engine;

const load = () => (engine ??= import(new URL("pagefind/pagefind.js", site)).catch((error) => {
  engine = undefined;
  throw error;
}));

function item(page) {
  const entry = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  const excerpt = document.createElement("p");
  // Pagefind escapes the text and adds only <mark>.
  excerpt.innerHTML = page.excerpt;
  entry.append(link, excerpt);
  return entry;
}

async function add(results, start) {
  const pages = await Promise.all(results.slice(start, start + AT_ONCE).map((one) => one.data()));
  list.querySelector(".house-search-more")?.remove();
  list.append(...pages.map(item));
  const next = start + AT_ONCE;
  if (next >= results.length) return;
  const more = document.createElement("li");
  more.className = "house-search-more";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.more;
  button.addEventListener("click", () => add(results, next));
  more.append(button);
  list.append(more);
}

async function search() {
  const wanted = query.value.trim();
  if (!wanted) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const pagefind = await load();
    const found = await pagefind.debouncedSearch(wanted, {}, 200);
    if (!found || wanted !== query.value.trim()) return;
    list.replaceChildren();
    status.textContent = found.results.length ? "" : words.none;
    await add(found.results, 0);
  } catch {
    status.textContent = words.unavailable;
  }
}

open.hidden = false;
open.addEventListener("click", () => { dialog.showModal(); query.focus(); });
query.addEventListener("input", search);
dialog.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); search(); });
dialog.querySelector(".house-search-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  dialog.showModal();
});
