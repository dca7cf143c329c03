/** Words as they are compared to be marked: without case, accents and most endings. */

const WORD = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
/** A piece of a query: bare, or with a minus, a field or quotes before it. */
const PIECE = /-?(?:(?:tag|source):)?(?:"[^"]*"|\S+)/gi;
const FIELD = /^-|^(?:tag|source):/i;

/** @param {string} text @returns {string} without case and accents */
function fold(text) {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase();
}

/** @param {string} text @returns {string[]} its words, folded */
export function wordsOf(text) {
  return fold(text).match(WORD) ?? [];
}

/** @param {string} query @returns {string[]} its words that stand alone, without signs only */
export function bareWords(query) {
  const pieces = query.match(PIECE) ?? [];
  return pieces.filter(
    (piece) => !FIELD.test(piece) && !piece.startsWith('"') && wordsOf(piece).length > 0,
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
 * Put `text` into `element` as it is written, with the forms of `terms` marked.
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
    if (!terms.some((term) => isForm(word, term))) continue;
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    element.append(text.slice(end, match.index), mark);
    end = match.index + match[0].length;
  }
  element.append(text.slice(end));
}
