// What is found for a query: Pagefind's index of stems, asked word by word. Loaded by the first search.

import { alike, ranked } from "./ranking.js";
import { stemmer } from "./stems.js";

const folder = new URL("../../pagefind/", import.meta.url);
const EXTENDED = 4; // letters that a stem must have for longer words to be found by it
const SHORTEST = 3; // letters that a word half typed must have
const CUT = 2; // letters that may be wrong at its end
const KIN = 0.6; // the part of a stem, and
const KIN_LETTERS = 5; // the letters, that words of a family have in common

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
  const longer = found.length >= EXTENDED ? await ask(found) : [];
  const known = new Set(whole.map((result) => result.id));
  return [...whole, ...longer.filter((result) => !known.has(result.id))];
}

// The pages of the longest beginning of a word that has any.
async function lookUpBeginning(word, least) {
  for (let length = word.length; length >= least; length -= 1) {
    const results = await ask(word.slice(0, length));
    if (results.length) return results;
  }
  return [];
}

// A word as it stands; one that may still be half typed, or end with a mistake; its kin.
async function lookUpWord([key, word]) {
  const exact = await lookUp(key);
  if (exact.length) return { results: exact, close: false };
  const folded = fold(word);
  const half = await lookUpBeginning(folded, Math.max(SHORTEST, folded.length - CUT));
  if (half.length) return { results: half, close: false };
  const kin = await lookUpBeginning(key, Math.max(KIN_LETTERS, Math.floor(key.length * KIN)));
  return { results: kin, close: true };
}

// Pages where the words stand side by side.
const together = async (keys) =>
  (keys.length > 1 ? ask(`"${keys.map((key) => key + rules.end).join(" ")}"`) : []);

async function lists(query) {
  const wanted = [...new Map(words(query).map((word) => [stem(word), word]).filter(([key]) => key))];
  const [phrase, ...found] = await Promise.all([together(wanted.map(([key]) => key)), ...wanted.map(lookUpWord)]);
  return { phrase, found: found.map(({ results }) => results), close: found.some(({ close }) => close) };
}

// `pages` are functions that fetch what a result shows.
export async function find(query) {
  const { phrase, found, close } = await lists(query);
  const { whole, results } = ranked(found, phrase);
  return {
    whole: whole && !close,
    pages: results.map((result) => async () => {
      const { url, meta, excerpt } = await result.data();
      return { address: url, title: meta.title, excerpt };
    }),
    suggestions: results.length && !close ? [] : alike(query, rules.terms, language),
  };
}
