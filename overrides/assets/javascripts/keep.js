// "Keep this course": all its pages and pictures, and what each course of its language needs, go
// into a store of this browser.

const site = new URL("../../", import.meta.url);
const panel = document.querySelector(".house-keep");
const AT_ONCE = 6;

async function read(list) {
  const answer = await fetch(new URL(list, site));
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function listed() {
  const [common, own] = await Promise.all([panel.dataset.common, panel.dataset.list].map(read));
  return { bytes: common.bytes + own.bytes, files: [...common.files, ...own.files] };
}

async function run() {
  const name = `keep-${panel.dataset.list}`;
  const [keep, drop] = panel.querySelectorAll("button");
  const [text, status] = panel.querySelectorAll("p");
  const say = (word, values = {}) => panel.dataset[word].replace(/\{(\w+)\}/g, (_, key) => values[key]);

  const inMillions = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const size = (bytes) => say("size", { size: inMillions.format(bytes / 1e6) });

  async function show() {
    const kept = await caches.has(name);
    keep.hidden = kept;
    drop.hidden = !kept;
    if (kept) text.textContent = say("kept");
    else text.textContent = say("text", { size: size((await listed()).bytes) });
  }

  async function fill() {
    const { files } = await listed();
    const store = await caches.open(name);
    for (let start = 0; start < files.length; start += AT_ONCE) {
      await store.addAll(files.slice(start, start + AT_ONCE).map((file) => new URL(file, site)));
      const done = Math.min(start + AT_ONCE, files.length);
      status.textContent = say("keeping", { done, count: files.length });
    }
    status.textContent = "";
    await navigator.storage?.persist?.();
  }

  keep.addEventListener("click", async () => {
    keep.disabled = true;
    try {
      await fill();
    } catch {
      await caches.delete(name);
      status.textContent = say("failed");
    }
    keep.disabled = false;
    await show();
  });
  drop.addEventListener("click", async () => { await caches.delete(name); await show(); });
  await show();
}

if (panel && "caches" in globalThis && navigator.serviceWorker) {
  panel.hidden = false;
  panel.addEventListener("toggle", () => run().catch(() => { panel.querySelectorAll("p")[1].textContent = panel.dataset.failed; }), { once: true });
}
