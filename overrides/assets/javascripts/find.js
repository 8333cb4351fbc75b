// What is found for a query: Pagefind's index of stems, asked word by word. Loaded by the first search.

import { stemmer } from "./stems.js";

const folder = new URL("../../pagefind/", import.meta.url);
const EXTENDED = 4; // letters that a stem must have for longer words to be found by it
const SHORTEST = 3; // letters that a word half typed must have
const CUT = 2; // letters that may be wrong at its end
const OFFERED = 5;

const [pagefind, rules] = await Promise.all([
  import(new URL("pagefind.js", folder)),
  fetch(new URL(`words.${document.documentElement.lang.split("-")[0]}.json`, folder)).then((answer) => answer.json()),
]);
const { fold, stem, words } = stemmer(rules);

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

// Pages with the places that each word gives them; first those that have most of the words.
function merged(found) {
  const pages = new Map();
  found.forEach((results) => results.forEach((result, place) => {
    const page = pages.get(result.id) ?? { result, count: 0, places: 0 };
    pages.set(result.id, page);
    page.count += 1;
    page.places += place / results.length;
  }));
  return [...pages.values()].sort((a, b) => b.count - a.count || a.places - b.places);
}

const pairs = (word) => new Set([...word.slice(1)].map((letter, index) => word[index] + letter));

function likeness(one, other) {
  const [mine, theirs] = [pairs(one), pairs(other)];
  const common = [...mine].filter((pair) => theirs.has(pair)).length;
  return (2 * common) / (mine.size + theirs.size || 1);
}

function suggestions(query) {
  const typed = fold(query);
  return rules.terms
    .map((term) => [Math.max(...[term, ...words(term)].map((word) => likeness(typed, fold(word)))), term])
    .sort(([a], [b]) => b - a)
    .slice(0, OFFERED)
    .map(([, term]) => term);
}

// `pages` are functions that fetch what a result shows; `whole` says that each has all words.
export async function find(query) {
  const found = await lists(query);
  const pages = merged(found);
  const best = pages.filter((page) => page.count === found.length);
  const chosen = best.length ? best : pages;
  return {
    whole: best.length > 0,
    pages: chosen.map(({ result }) => async () => {
      const { url, meta, excerpt } = await result.data();
      return { address: url, title: meta.title, excerpt };
    }),
    suggestions: chosen.length ? [] : suggestions(query),
  };
}
