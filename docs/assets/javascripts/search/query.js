/**
 * Reads what was typed into clauses, as `builder/search/query.py` does.
 *
 * @import { Token } from "./analysis.js"
 *
 * @typedef {object} Narrowing
 * @property {string} field such as `tag`
 * @property {string} typed its value
 * @property {string} value the same as an id would have it
 * @property {boolean} excluded
 *
 * @typedef {object} Query
 * @property {string} text as typed, up to the limit
 * @property {Token[]} tokens each term once, in order
 * @property {string} openWord the last word where it may still be in the making; else empty
 * @property {string[]} words all that are asked for, stop words too: what is meant depends on them
 * @property {string[]} name the same as typed, with repeats, as somebody may be called so: `Wei Wei`
 * @property {number} family how many of them stand before a comma, as in `LeCun, Yann`; else 0
 * @property {string[]} common the words where all are stop words
 * @property {Token[][]} phrases
 * @property {Token[][]} excluded
 * @property {Narrowing[]} narrowings
 */
import { nameWords } from "../shared/directory.js";
import { QUERY_PIECE, wordsOf } from "../shared/text.js";
import { isStopWord, joinNeighbours, partsOf, termOf, tokensOf } from "./analysis.js";

/** Letters of a part of a word in CamelCase that is asked for by itself. */
const SHORTEST_PART = 3;
const MOST_CHARACTERS = 1000;
const MOST_TERMS = 48;

/**
 * The pieces of a query.
 *
 * @param {string} text
 */
function piecesOf(text) {
  text = Array.from(text.slice(0, 2 * MOST_CHARACTERS))
    .slice(0, MOST_CHARACTERS)
    .join("");
  const found = {
    text,
    last: "",
    /** @type {string[]} */
    asked: [],
    /** @type {string[]} */
    quotes: [],
    /** @type {string[]} */
    unwanted: [],
    /** @type {Narrowing[]} */
    narrowings: [],
  };
  for (const piece of text.matchAll(QUERY_PIECE)) {
    const [whole, minus, field, quoted, bare] = piece;
    const value = quoted ?? bare;
    found.last = "";
    if (field) {
      const excluded = minus !== "";
      const name = field.toLowerCase();
      found.narrowings.push({ field: name, typed: value, value: identifierOf(value), excluded });
    } else if (minus) {
      found.unwanted.push(value);
    } else {
      found.asked.push(value);
      if (quoted !== undefined) found.quotes.push(value);
      else if (piece.index + whole.length === text.length) found.last = value;
    }
  }
  return found;
}

/**
 * The terms that reading the text depends on: whether the index has them.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function decidingTerms(text) {
  const { asked, quotes, unwanted } = piecesOf(text);
  return [asked.join(" "), ...quotes, ...unwanted].flatMap((part) => [
    ...joinNeighbours(wordsOf(part)).map(([, word]) => termOf(word)),
    ...tokensOf(part)
      .filter(({ word }) => isStopWord(word))
      .map(({ term }) => term),
  ]);
}

/**
 * What the text asks for; any text is a query.
 *
 * @param {string} text
 * @param {Set<string>} known those of its deciding terms that the index has
 * @returns {Query}
 */
export function readQuery(text, known) {
  const pieces = piecesOf(text);
  // Stop words count in a title of nothing else: "What is it?". Nor is `LeCun` asked for as `le`.
  const tellingTokens = (/** @type {string} */ part) => {
    const words = wordsOf(part);
    const short = new Set(words.flatMap(partsOf).filter(({ length }) => length < SHORTEST_PART));
    for (const word of words) short.delete(word.toLowerCase());
    return tokensOf(part, known).filter(
      ({ word, term }) => (!isStopWord(word) || known.has(term)) && !short.has(word),
    );
  };
  const tellingPhrases = (/** @type {string[]} */ parts) =>
    parts.map(tellingTokens).filter((phrase) => phrase.length);
  const tokens = tellingTokens(pieces.asked.join(" ")).slice(0, MOST_TERMS);
  const excluded = tellingPhrases(pieces.unwanted);
  const listWords = (/** @type {string[]} */ parts) => [
    ...new Set(wordsOf(parts.join(" ")).map((word) => word.toLowerCase())),
  ];
  return {
    text: pieces.text,
    tokens: dropRepeats(tokens),
    openWord: openWord(pieces.last, tokens),
    words: listWords(pieces.asked).slice(0, MOST_TERMS),
    name: wordsOf(pieces.asked.join(" ")).slice(0, MOST_TERMS),
    family: countBeforeComma(pieces.asked.join(" ")),
    common:
      tokens.length || excluded.length ? [] : listWords([...pieces.asked, ...pieces.unwanted]),
    phrases: tellingPhrases(pieces.quotes),
    excluded,
    narrowings: pieces.narrowings,
  };
}

/** @param {string} text */
function countBeforeComma(text) {
  const [before, ...after] = text.split(",");
  return after.length === 1 ? nameWords(before).length : 0;
}

/**
 * The first token of each term.
 *
 * @param {Token[]} tokens
 * @returns {Token[]}
 */
export function dropRepeats(tokens) {
  return tokens.filter(
    (token, at) => tokens.findIndex((other) => other.term === token.term) === at,
  );
}

/**
 * The value as an id would have it: `Image generation` as `image-generation`.
 *
 * @param {string} value
 * @returns {string}
 */
export function identifierOf(value) {
  return wordsOf(value)
    .map((word) => word.toLowerCase())
    .join("-");
}

/**
 * The word of the last token, unless the text ends in a stop word that was left out. It may be
 * a part of what is typed, `lm` of `FrozenBiLM`, or have it as a part: `GPT 2`.
 *
 * @param {string} last
 * @param {Token[]} tokens
 * @returns {string}
 */
function openWord(last, tokens) {
  const typed = wordsOf(last).at(-1)?.toLowerCase();
  const word = tokens.at(-1)?.word;
  if (!typed || !word || isStopWord(word)) return "";
  return typed.endsWith(word) || word.endsWith(typed) ? word : "";
}
