// Words as search compares them. The rules come from language.yml by way of scripts/oer/stems.py,
// which goes through them in the same way: what is found must not depend on who asks.

const WORD = /[\p{L}\p{N}]+(?:['`´‘’ʻʼ][\p{L}\p{N}]+)*/gu;

export function stemmer(rules) {
  const letters = new RegExp(Object.keys(rules.letters).join("|") || "(?!)", "gu");
  const steps = rules.steps.map(([pattern, replacement]) => [new RegExp(pattern, "u"), replacement]);
  const vowel = new RegExp(rules.vowels ? `[${rules.vowels}]` : "", "u");
  const irregular = new Map(Object.entries(rules.words));

  const fold = (word) => word.normalize("NFC").toLowerCase().replace(letters, (sign) => rules.letters[sign]);

  // The first step that fits counts, and then all begins anew.
  const shorter = (word) => {
    for (const [pattern, replacement] of steps) {
      const found = pattern.exec(word);
      if (found && vowel.test(found[1])) return found[1] + replacement;
    }
    return word;
  };

  const stem = (word) => {
    let now = fold(word);
    for (let before = ""; !irregular.has(now) && now !== before;) {
      before = now;
      now = shorter(now);
    }
    return irregular.get(now) ?? now;
  };

  const words = (text) => text.normalize("NFC").match(WORD) ?? [];
  return { fold, stem, words };
}
