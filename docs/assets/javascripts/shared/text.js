/** Texts as they are shown, and as they are compared. */

import { say, sayNumber } from "./words.js";

/** Authors that are named before "et al.". */
const NAMED = 3;

/** @param {number} count */
export function formatPapers(count) {
  return sayNumber("%(number)s paper", "%(number)s papers", count);
}

/** @param {string[]} name `[family, given]`, `[family, given, suffix]` or `[name]` */
export function fullName([family, given, suffix]) {
  return [given, family, suffix].filter(Boolean).join(" ");
}

/**
 * Authors, year and venue, as far as known.
 *
 * @param {string[]} authors
 * @param {string | number} [year]
 * @param {string} [venue]
 */
export function formatByline(authors, year, venue) {
  const more = authors.length > NAMED ? ` ${say("et al.")}` : "";
  return [authors.slice(0, NAMED).join(", ") + more, year, venue].filter(Boolean).join(" · ");
}

/** @param {string | null} text @returns {number} 0 for what is not a whole number */
export function wholeNumber(text) {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

/** What stands for having no tag, as in `tag:none`. */
export const NO_TAG = "none";

/** What a query can name, as in `tag:video`; `builder/search/fields.py` has more of each. */
const FIELDS = ["tag", "source", "author", "venue", "keyword", "year"];

/**
 * A piece of a query, with its minus, field, phrase or bare word: `-tag:"image generation"`.
 * `builder/search/query.py` has it too.
 */
export const QUERY_PIECE = new RegExp(`(-?)(?:(${FIELDS.join("|")}):)?(?:"([^"]*)"|(\\S+))`, "gi");

/** @param {string} text with compatibility forms resolved and accents removed */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "");
}

// Scripts written without spaces: every character is a word.
const UNSPACED = "\\u3040-\\u30ff\\u3400-\\u9fff";
const LETTER = `(?![${UNSPACED}])[\\p{L}\\p{N}]`;
const WORD = new RegExp(`[${UNSPACED}]|(?:${LETTER})+(?:['’](?:${LETTER})+)*`, "gu");

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
