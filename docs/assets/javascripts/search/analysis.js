/**
 * Turns a text into terms with their places, as `builder/search/analysis.py` does.
 *
 * @typedef {{term: string, word: string, place: number}} Token
 */

import { fold } from "../shared/text.js";

// Scripts written without spaces: every character is a word.
const UNSPACED = "\\u3040-\\u30ff\\u3400-\\u9fff";
const LETTER = `(?![${UNSPACED}])[\\p{L}\\p{N}]`;
const WORD = new RegExp(`[${UNSPACED}]|(?:${LETTER})+(?:['’](?:${LETTER})+)*`, "gu");
const CAMEL = /[a-z0-9][A-Z]/;
const PART = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g;

/** @type {Map<string, string>} */
const stems = new Map();

/**
 * The folded words of a text in order, their case kept.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  const found = fold(text).match(WORD) ?? [];
  return found.map((word) => word.replace(/['’]s$/i, "").replace(/['’]/g, ""));
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
 * The term of a lower-case word: lunr's Porter stemmer.
 *
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  let term = stems.get(word);
  if (term === undefined) {
    term = lunr.stemmer(new lunr.Token(word)).toString();
    stems.set(word, term);
  }
  return term;
}

/**
 * Whether lunr leaves the lower-case word out of an index.
 *
 * @param {string} word
 * @returns {boolean}
 */
export function isStopWord(word) {
  return lunr.stopWordFilter(new lunr.Token(word)) === undefined;
}

/**
 * The terms of a text; stop words only where it has nothing else.
 *
 * @param {string} text
 * @returns {Token[]}
 */
export function tokensOf(text) {
  /** @type {Token[]} */
  const every = [];
  let place = 0;
  for (const word of wordsOf(text)) {
    const lower = word.toLowerCase();
    every.push({ term: stem(lower), word: lower, place });
    const parts = partsOf(word);
    parts.forEach((part, offset) => {
      every.push({ term: stem(part), word: part, place: place + offset });
    });
    for (let offset = 1; offset < parts.length - 1; offset++) {
      const tail = parts.slice(offset).join("");
      every.push({ term: stem(tail), word: tail, place: place + offset });
    }
    place += Math.max(1, parts.length);
  }
  const telling = every.filter((token) => !isStopWord(token.word));
  return telling.length ? telling : every;
}
