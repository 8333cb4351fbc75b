// Runs before the page is drawn, so that nothing jumps: the colours, and what scripts can do.

const root = new URL("../../", document.currentScript.src);
const remembered = (name) => {
  try {
    return localStorage.getItem(root.pathname + name);
  } catch {
    return null; // storage is forbidden
  }
};

// A reader who never chose gets what the device prefers.
const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
const chosen = remembered("scheme");
document.body.dataset.mdColorScheme = ["slate", "default"].includes(chosen) ? chosen : preferred;

document.body.dataset.scripts = "";

// Whoever read something in this language is offered the way back to it.
const language = document.documentElement.lang;
if (remembered("study.last")?.includes(`"lang":"${language}"`)) document.body.dataset.returning = "";
