// Which pages come first, and what is offered where there are none.

const OFFERED = 5;

// `found` holds for each word of a query its pages, the best first, and `phrase` those where the words
// stand together. First come those that have most of the words, and among these the phrase; `whole`
// says that they have all.
export function ranked(found, phrase = []) {
  const near = new Set(phrase.map((result) => result.id));
  const pages = new Map();
  found.forEach((results) => results.forEach((result, place) => {
    const page = pages.get(result.id) ?? { result, count: 0, places: 0 };
    pages.set(result.id, page);
    page.count += 1;
    page.places += place / results.length;
  }));
  const all = [...pages.values()].sort((a, b) => b.count - a.count
    || near.has(b.result.id) - near.has(a.result.id) || a.places - b.places);
  const best = all.filter((page) => page.count === found.length);
  return { whole: best.length > 0, results: (best.length ? best : all).map(({ result }) => result) };
}

const pairs = (word) => new Set([...word.slice(1)].map((letter, index) => word[index] + letter));

function likeness(one, other) {
  const [mine, theirs] = [pairs(one), pairs(other)];
  const common = [...mine].filter((pair) => theirs.has(pair)).length;
  return (2 * common) / (mine.size + theirs.size || 1);
}

// The terms that look most like what was typed.
export function alike(query, terms, { fold, words }) {
  const typed = fold(query);
  return terms
    .map((term) => [Math.max(...[term, ...words(term)].map((word) => likeness(typed, fold(word)))), term])
    .sort(([a], [b]) => b - a)
    .slice(0, OFFERED)
    .map(([, term]) => term);
}
