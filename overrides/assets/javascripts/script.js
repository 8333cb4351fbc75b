// The page in the other script of its language, letter by letter; the rules stand in language.yml.

const button = document.querySelector(".house-script");
const KEY = `script:${document.documentElement.lang}`;
const LINK = /[\p{L}\p{N}]\.[\p{L}\p{N}]|[@/]{1}\S*\.|:\/\//u;
const FOREIGN = /[wW]|[cC](?![hH])/;
const UNTOUCHED = "script, style, code, pre, kbd, svg, .house-languages, .house-code";
const plain = (text) => text.toLowerCase().replace(/[‘’'`]/g, "ʻ");

function speller(rules) {
  const letters = Object.keys(rules.letters).sort((a, b) => b.length - a.length);
  const words = Object.keys(rules.words).sort((a, b) => b.length - a.length);
  const kept = new Set(rules.keep);

  const like = (model, made) => {
    if (model.length > 1 && model === model.toUpperCase() && model !== model.toLowerCase()) return made.toUpperCase();
    return model[0] === model[0].toUpperCase() ? made[0].toUpperCase() + made.slice(1) : made;
  };

  function word(text) {
    if (kept.has(text) || FOREIGN.test(text)) return text;
    const small = text.toLowerCase();
    let made = "";
    let place = 0;
    const known = words.find((one) => small.startsWith(one));
    if (known) {
      made = rules.words[known];
      place = known.length;
      if (/[ьъ]$/.test(made) && /^[aeiou]/.test(small.slice(place))) made = made.slice(0, -1);
    }
    while (place < text.length) {
      const found = letters.find((one) => small.startsWith(one, place)) ?? small[place];
      const first = place === 0 || rules.vowels.includes(small[place - 1]);
      made += (first && rules.first[found]) || rules.letters[found] || found;
      place += found.length;
    }
    const whole = text.length > 1 && text === text.toUpperCase();
    return whole ? made.toUpperCase() : like(text[0], made);
  }

  const WORD = /[A-Za-zʻʼ‘’]+/g;
  return (text) => text.replace(/\S+/g, (token) => (LINK.test(token) ? token : token.replace(WORD, (one) => {
    const regular = one.replace(/([oOgG])[‘’ʼ]/g, "$1ʻ").replace(/‘|’/g, "ʼ");
    return word(regular);
  })));
}

function texts() {
  const language = document.documentElement.dataset.latin;
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    const spoken = around.closest("[lang]").lang.split("-")[0];
    if (spoken === language && !around.closest(UNTOUCHED)) found.push(walker.currentNode);
  }
  return found;
}

const before = new Map();

async function convert() {
  const rules = await (await fetch(button.dataset.rules)).json();
  const spell = speller(rules);
  for (const node of texts()) {
    before.set(node, node.data);
    node.data = spell(node.data);
  }
  document.documentElement.lang = rules.tag;
}

function restore() {
  for (const [node, text] of before) node.data = text;
  before.clear();
  document.documentElement.lang = document.documentElement.dataset.latin;
}

async function show(other) {
  if (other) await convert();
  else restore();
  button.setAttribute("aria-pressed", String(other));
  document.querySelector(".house-script-note").hidden = !other;
}

document.documentElement.dataset.latin = document.documentElement.lang;
button.closest("li").hidden = false;
button.addEventListener("click", async () => {
  const other = button.getAttribute("aria-pressed") !== "true";
  await show(other);
  try {
    localStorage.setItem(KEY, other ? "other" : "");
  } catch { /* storage is forbidden: only this page changes */ }
});
try {
  if (localStorage.getItem(KEY)) show(true).catch(() => {});
} catch { /* storage is forbidden */ }

export { speller };
