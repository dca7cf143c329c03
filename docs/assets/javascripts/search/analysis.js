/**
 * Turns a text into terms with their places, as `builder/search/analysis.py` does.
 *
 * Beside it `search/lunr.js` is loaded: lunr's stemmer and stop words where papers are in English,
 * else the rules of their language, see `builder/text/language.py`.
 *
 * @typedef {{term: string, word: string, place: number}} Token
 */

import { wordsOf } from "../shared/text.js";
import { unifySpelling } from "./variants.js";

const CAMEL = /[a-z0-9][A-Z]/;
const NUMBER = /^\p{Nd}+$/u;
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** @type {Map<string, string>} */
const stems = new Map();

/** @type {{rules: [RegExp, string][], stops: Set<string>} | undefined} */
let own;

/** The rules of another language than English, if it is another. */
function ownRules() {
  const stated = globalThis.searchLanguage;
  if (!own && stated) {
    own = {
      rules: stated.rules.map(([pattern, put]) => [new RegExp(pattern, "gu"), put]),
      stops: new Set(stated.stops.split(" ")),
    };
  }
  return own;
}

/**
 * The parts of a word in CamelCase, lower case; none of a plain word.
 *
 * @param {string} word
 * @returns {string[]}
 */
export function partsOf(word) {
  if (!CAMEL.test(word)) return [];
  const parts = (word.match(PART) ?? []).filter((part) => part.length > 1);
  return parts.length > 1 ? parts.map((part) => part.toLowerCase()) : [];
}

/**
 * The term of a lower-case word, its other spelling's too.
 *
 * @param {string} word
 * @returns {string}
 */
export function termOf(word) {
  let term = stems.get(word);
  if (term === undefined) {
    const language = ownRules();
    term = language
      ? language.rules.reduce((text, [pattern, put]) => text.replace(pattern, put), word)
      : lunr.stemmer(new lunr.Token(unifySpelling(word))).toString();
    stems.set(word, term);
  }
  return term;
}

/**
 * Whether the lower-case word is left out of an index.
 *
 * @param {string} word
 * @returns {boolean}
 */
export function isStopWord(word) {
  const language = ownRules();
  if (language) return language.stops.has(word);
  return lunr.stopWordFilter(new lunr.Token(word)) === undefined;
}

/**
 * Each two words that can be one, `GPT-2` or `data set`: the number of the first, and `gpt2`.
 * Its term must keep the left word and the first letter of the right one, so `model ability` is
 * no `model`.
 *
 * @param {string[]} words
 * @returns {[number, string][]}
 */
export function joinNeighbours(words) {
  const plain = words.map((word) => {
    const lower = word.toLowerCase();
    return partsOf(word).length || isStopWord(lower) ? "" : lower;
  });
  return plain.slice(1).flatMap((right, at) => {
    const left = plain[at];
    if (!left || !right || !mayJoin(left, right)) return [];
    const start = left + Array.from(right)[0];
    return termOf(left + right).startsWith(start) ? [[at, left + right]] : [];
  });
}

/**
 * Not two numbers, nor a word and a letter.
 *
 * @param {string} left
 * @param {string} right
 */
function mayJoin(left, right) {
  return NUMBER.test(right) ? !NUMBER.test(left) : Array.from(right).length > 1;
}

/**
 * The terms of a text; stop words only where it has nothing else. Two neighbours whose joint
 * term is known become that one term.
 *
 * @param {string} text
 * @param {Set<string>} [known]
 * @returns {Token[]}
 */
export function tokensOf(text, known = new Set()) {
  const words = wordsOf(text);
  const joined = new Map(joinNeighbours(words).filter(([, word]) => known.has(termOf(word))));
  /** @type {Token[]} */
  const every = [];
  let place = 0;
  for (let number = 0; number < words.length; number++) {
    const both = joined.get(number);
    if (both !== undefined) {
      every.push({ term: termOf(both), word: both, place: place++ });
      number++;
      continue;
    }
    const lower = words[number].toLowerCase();
    every.push({ term: termOf(lower), word: lower, place });
    const parts = partsOf(words[number]);
    parts.forEach((part, offset) => {
      every.push({ term: termOf(part), word: part, place: place + offset });
    });
    for (let offset = 1; offset < parts.length - 1; offset++) {
      const tail = parts.slice(offset).join("");
      every.push({ term: termOf(tail), word: tail, place: place + offset });
    }
    place += Math.max(1, parts.length);
  }
  const telling = every.filter((token) => !isStopWord(token.word));
  return telling.length ? telling : every;
}
