// What is found in a package on a disk, where nothing can be fetched: a small index, as a script.

import { alike, ranked } from "./ranking.js";
import { stemmer } from "./stems.js";

const site = new URL("../../", import.meta.url);
const EXTENDED = 4; // letters that a stem must have for longer words to be found by it
const AROUND = 14; // words shown on each side of what was found
let loaded;

const load = () => (loaded ??= new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL(`search/${document.documentElement.lang}.js`, site);
  script.addEventListener("load", () => resolve(globalThis.houseIndex));
  script.addEventListener("error", reject);
  document.head.append(script);
}));

function places(index, found) {
  const longer = found.length < EXTENDED ? [] :
    Object.keys(index.stems).filter((stem) => stem !== found && stem.startsWith(found));
  const numbers = new Set([found, ...longer].flatMap((stem) => Object.hasOwn(index.stems, stem) ? index.stems[stem] : []));
  return [...numbers].map((id) => ({ id }));
}

function excerpt(text, stems, { stem }) {
  const parts = text.split(" ");
  const fits = (part) => stems.some((found) => stem(part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")).startsWith(found));
  const first = Math.max(0, parts.findIndex(fits));
  const escaped = (part) => part.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return parts
    .slice(Math.max(0, first - AROUND), first + AROUND)
    .map((part) => (fits(part) ? `<mark>${escaped(part)}</mark>` : escaped(part)))
    .join(" ");
}

export async function find(query) {
  const index = await load();
  const language = stemmer(index.rules);
  const stems = [...new Set(language.words(query).map(language.stem))];
  const { whole, results } = ranked(stems.map((stem) => places(index, stem)));
  return {
    whole,
    pages: results.map(({ id }) => async () => {
      const [address, title, text] = index.pages[id];
      return { address: new URL(address, site).href, title, excerpt: excerpt(text, stems, language) };
    }),
    suggestions: results.length ? [] : alike(query, index.rules.terms, language),
  };
}
