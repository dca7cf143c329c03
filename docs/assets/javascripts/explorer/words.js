/** Words as they are compared to be marked: without case, accents and most endings. */

import { element } from "../shared/dom.js";
import { fold, QUERY_PIECE } from "../shared/text.js";

const WORD = /[\p{L}\p{N}]+/gu;

/** @param {string} text @returns {string[]} its words, folded */
export function wordsOf(text) {
  return fold(text).toLowerCase().match(WORD) ?? [];
}

/** @param {string} query @returns {string[]} its words that stand alone, without signs only */
export function bareWords(query) {
  return [...query.matchAll(QUERY_PIECE)].flatMap(([, minus, field, , bare]) =>
    bare && !minus && !field && wordsOf(bare).length ? [bare] : [],
  );
}

/**
 * Whether a word of a text is a form of a wanted one: starts with it, or differs in its ending.
 *
 * @param {string} word
 * @param {string} wanted
 */
function isForm(word, wanted) {
  if (wanted.length < 3) return word === wanted;
  if (word.startsWith(wanted)) return true;
  let same = 0;
  while (same < word.length && word[same] === wanted[same]) same++;
  return same >= Math.max(4, wanted.length - 3) && word.length - same <= 3;
}

/**
 * Put `text` into `place` as it is written, with the forms of `terms` marked.
 *
 * @param {HTMLElement} place
 * @param {string} text
 * @param {string[]} terms folded
 */
export function putMarked(place, text, terms) {
  place.textContent = "";
  let end = 0;
  for (const match of terms.length ? text.matchAll(WORD) : []) {
    const word = fold(match[0]).toLowerCase();
    if (!terms.some((term) => isForm(word, term))) continue;
    place.append(text.slice(end, match.index), element("mark", {}, match[0]));
    end = match.index + match[0].length;
  }
  place.append(text.slice(end));
}
