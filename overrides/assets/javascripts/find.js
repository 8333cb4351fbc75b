// What is found for a query: Pagefind's index of stems, asked word by word. Loaded by the first search.

import { alike, ranked } from "./ranking.js";
import { stemmer } from "./stems.js";

const folder = new URL("../../pagefind/", import.meta.url);
const EXTENDED = 4; // letters that a stem must have for longer words to be found by it
const SHORTEST = 3; // letters that a word half typed must have
const CUT = 2; // letters that may be wrong at its end

const [pagefind, rules] = await Promise.all([
  import(new URL("pagefind.js", folder)),
  fetch(new URL(`words.${document.documentElement.lang.split("-")[0]}.json`, folder)).then((answer) => answer.json()),
]);
await pagefind.options({ noWorker: true }); // a worker is 12 kB more, for an index that needs no time
const language = stemmer(rules);
const { fold, stem, words } = language;

const ask = async (term) => (await pagefind.search(term)).results;

// Whole words first, then longer ones that begin so.
async function lookUp(found) {
  const whole = await ask(found + rules.end);
  const longer = found.length >= EXTENDED || !whole.length ? await ask(found) : [];
  const known = new Set(whole.map((result) => result.id));
  return [...whole, ...longer.filter((result) => !known.has(result.id))];
}

// A word that may still be half typed, or end with a mistake.
async function lookUpHalf(word) {
  const folded = fold(word);
  for (let length = folded.length; length >= Math.max(SHORTEST, folded.length - CUT); length -= 1) {
    const results = await ask(folded.slice(0, length));
    if (results.length) return results;
  }
  return [];
}

async function lists(query) {
  const wanted = [...new Map(words(query).map((word) => [stem(word), word]).filter(([key]) => key))];
  return Promise.all(wanted.map(async ([key, word]) => {
    const results = await lookUp(key);
    return results.length ? results : lookUpHalf(word);
  }));
}

// `pages` are functions that fetch what a result shows.
export async function find(query) {
  const { whole, results } = ranked(await lists(query));
  return {
    whole,
    pages: results.map((result) => async () => {
      const { url, meta, excerpt } = await result.data();
      return { address: url, title: meta.title, excerpt };
    }),
    suggestions: results.length ? [] : alike(query, rules.terms, language),
  };
}
