/** Words as a search compares them: without case and accents. */

const WORD = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;

/** @param {string} text @returns {string} without case and accents */
export function fold(text) {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase();
}

/** @param {string} text @returns {string[]} its words, folded */
export function wordsOf(text) {
  return fold(text).match(WORD) ?? [];
}

/**
 * Put `text` into `element` as it is written, with the words that start like one of `terms`
 * marked.
 *
 * @param {HTMLElement} element
 * @param {string} text
 * @param {string[]} terms folded
 */
export function putMarked(element, text, terms) {
  element.textContent = "";
  let end = 0;
  for (const match of terms.length ? text.matchAll(WORD) : []) {
    const word = fold(match[0]);
    if (!terms.some((term) => word.startsWith(term))) continue;
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    element.append(text.slice(end, match.index), mark);
    end = match.index + match[0].length;
  }
  element.append(text.slice(end));
}
