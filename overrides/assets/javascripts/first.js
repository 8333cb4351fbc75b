// Runs before the page is drawn: what Material's script expects, and the colours chosen before.

const root = new URL("../../", document.currentScript.src);

globalThis.__md_scope = root;
globalThis.__md_hash = (text) => [...text].reduce((sum, sign) => ((sum << 5) - sum + sign.charCodeAt(0)) | 0, 0);
globalThis.__md_get = (key, storage = localStorage, scope = root) => {
  try {
    return JSON.parse(storage.getItem(`${scope.pathname}.${key}`));
  } catch {
    return null;
  }
};
globalThis.__md_set = (key, value, storage = localStorage, scope = root) => {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch { /* storage is full or forbidden: the choice lasts for this page */ }
};

// A reader who never chose gets what the device prefers.
const chosen = globalThis.__md_get("__palette")?.color?.scheme;
const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
document.body.dataset.mdColorScheme = chosen ?? preferred;

// What only scripts can do is shown from the beginning, so that nothing jumps.
document.body.dataset.scripts = "";
try {
  if (localStorage.getItem(`${root.pathname}study.last`)) document.body.dataset.returning = "";
} catch { /* storage is forbidden */ }
