/**
 * Reads what was typed into clauses, as `builder/search/query.py` does.
 *
 * @import { Token } from "./analysis.js"
 * @typedef {{field: "tag" | "source", value: string, excluded: boolean}} Narrowing
 * @typedef {object} Query
 * @property {Token[]} tokens each term once, in order
 * @property {string} openWord the last word where it may still be in the making; else empty
 * @property {Token[][]} phrases
 * @property {Token[][]} excluded
 * @property {Narrowing[]} narrowings
 */
import { QUERY_PIECE } from "../shared/text.js";
import { tokensOf, wordsOf } from "./analysis.js";

const MOST_CHARACTERS = 1000;
const MOST_TERMS = 48;

/**
 * What the text asks for; any text is a query.
 *
 * @param {string} text
 * @returns {Query}
 */
export function readQuery(text) {
  text = Array.from(text.slice(0, 2 * MOST_CHARACTERS))
    .slice(0, MOST_CHARACTERS)
    .join("");
  /** @type {string[]} */
  const asked = [];
  /** @type {Query} */
  const query = { tokens: [], openWord: "", phrases: [], excluded: [], narrowings: [] };
  let last = "";
  for (const piece of text.matchAll(QUERY_PIECE)) {
    const [whole, minus, field, quoted, bare] = piece;
    const value = quoted ?? bare;
    last = "";
    if (field) {
      query.narrowings.push({
        field: field.toLowerCase() === "tag" ? "tag" : "source",
        value: identifierOf(value),
        excluded: minus !== "",
      });
    } else if (minus) {
      query.excluded.push(tokensOf(value));
    } else {
      asked.push(value);
      if (quoted !== undefined) query.phrases.push(tokensOf(value));
      else if (piece.index + whole.length === text.length) last = value;
    }
  }
  const tokens = tokensOf(asked.join(" ")).slice(0, MOST_TERMS);
  query.tokens = tokens.filter(
    (token, at) => tokens.findIndex((t) => t.term === token.term) === at,
  );
  query.openWord = openWord(last, tokens);
  query.phrases = query.phrases.filter((phrase) => phrase.length);
  query.excluded = query.excluded.filter((phrase) => phrase.length);
  return query;
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
 * The word of the last token, unless the text ends in a stop word that was left out.
 *
 * @param {string} last
 * @param {Token[]} tokens
 * @returns {string}
 */
function openWord(last, tokens) {
  const word = wordsOf(last).at(-1)?.toLowerCase();
  const token = tokens.at(-1);
  return word && token && word.endsWith(token.word) ? token.word : "";
}
