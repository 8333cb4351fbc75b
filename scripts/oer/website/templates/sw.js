// The service worker: what was read once opens again without a network, and so does what was kept.

const VERSION = "{{ version }}"; // of the theme's files
const ABSENT = {{ absent | tojson }};
const ASSETS = `assets-${VERSION}`;
const PAGES = "pages";
const MOST_PAGES = 80;
const root = new URL("./", self.location).pathname;

const below = (url) => url.pathname.slice(root.length);
const isAsset = (path) => path.startsWith("assets/") || /^pagefind\/.*(\.pf_|\.wasm|\.pagefind|\.js$)/.test(path);
const isSearch = (path) => path.startsWith("pagefind/");

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("assets-") && name !== ASSETS);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const path = below(url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (!url.pathname.startsWith(root) || path.startsWith("downloads/") || path.startsWith("keep/")) return;
  if (isAsset(path)) event.respondWith(asset(event.request));
  else if (isSearch(path)) event.respondWith(newest(event.request));
  else event.respondWith(page(event));
});

// A page tells what it was made of, so that its first visit is remembered as well.
self.addEventListener("message", (event) => {
  if (event.data?.seen) event.waitUntil(remember(event.data.seen));
});

async function remember(addresses) {
  await Promise.all(addresses.map(async (address) => {
    const url = new URL(address);
    if (url.origin !== self.location.origin || !url.pathname.startsWith(root)) return;
    const cache = await caches.open(isAsset(below(url)) ? ASSETS : PAGES);
    if (await cache.match(address)) return;
    const answer = await fetch(address, { cache: "force-cache" });
    if (answer.ok) await cache.put(address, answer);
  }));
}

// Files of the theme change together with VERSION.
async function asset(request) {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const older = await caches.match(request, { ignoreSearch: true });
    if (older) return older;
    throw error;
  }
}

async function newest(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await (await caches.open(PAGES)).put(request.url.split("?")[0], answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

// At once what is here, and meanwhile the newest for the next time.
async function page(event) {
  const { request } = event;
  const kept = await caches.match(request, { ignoreSearch: true });
  const fresh = fetch(request, kept ? { cache: "no-cache" } : {});
  if (!kept) {
    try {
      const answer = await fresh;
      if (answer.ok && !answer.redirected) event.waitUntil(store(request, answer.clone()));
      return answer;
    } catch (error) {
      if (request.mode === "navigate") return absent(new URL(request.url));
      throw error;
    }
  }
  event.waitUntil(renew(event, kept.clone(), fresh));
  return kept;
}

async function renew(event, kept, fresh) {
  try {
    const answer = await fresh;
    if (!answer.ok || answer.redirected) return;
    const copy = answer.clone();
    if (await kept.text() === await answer.text()) return;
    await store(event.request, copy);
    const client = await self.clients.get(event.resultingClientId || event.clientId);
    client?.postMessage({ renewed: event.request.url });
  } catch { /* no network: what is here stays */ }
}

// Wherever the page is kept it is replaced; otherwise among the pages that were read last.
async function store(request, answer) {
  let found = false;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    if (!(await cache.match(request))) continue;
    await cache.put(request, answer.clone());
    found = true;
  }
  if (found) return;
  const pages = await caches.open(PAGES);
  await pages.put(request, answer);
  const read = await pages.keys();
  await Promise.all(read.slice(0, Math.max(0, read.length - MOST_PAGES)).map((old) => pages.delete(old)));
}

function absent(url) {
  const [language] = below(url).split("/");
  const { text, home } = ABSENT[language] ?? ABSENT.en;
  const code = ABSENT[language] ? language : "en";
  const page = `<!doctype html><html lang="${code}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${home}</title>
<link rel="stylesheet" href="${root}assets/stylesheets/root.css">
<main><h1>${text}</h1><ul><li><a href="${root}${code}/"><strong>${home}</strong></a></li></ul></main></html>`;
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'",
  };
  return new Response(page, { status: 503, headers });
}
