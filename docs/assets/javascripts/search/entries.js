/**
 * Results as Material's box wants them: titles and texts are HTML.
 *
 * @import { Result } from "./answer.js"
 * @import { Piece } from "./excerpt.js"
 * @import { Answer } from "./ranking.js"
 */
import { describeMisspelt, findNearest, readingsOf } from "./answer.js";

/**
 * @typedef {object} Entry
 * @property {string} location relative to the site's root
 * @property {string} title
 * @property {string} text
 * @property {string[]} [tags]
 * @property {number} score
 * @property {Record<string, boolean>} terms whether it has each word
 */

/**
 * A result as Material's box wants it: texts are HTML.
 *
 * @param {Result} result
 * @returns {Entry[]}
 */
export function entryOf({ card, title, excerpt, tags, score, words, missing }) {
  /** @type {Record<string, boolean>} */
  const terms = {};
  for (const word of words) terms[word] = true;
  if (missing.length <= 3) for (const word of missing) terms[word] = false;
  return [
    {
      location: card.address,
      title: toHtml(title),
      text: toHtml(excerpt),
      tags: tags.map(({ name }) => escapeHtml(name)),
      score,
      terms,
    },
  ];
}

/**
 * For `box.js`, which writes it above the results: how many there are and what was misspelt.
 *
 * @param {Answer} answer
 * @returns {string}
 */
export function countMark(answer) {
  const used = readingsOf(answer)
    .filter(({ known, as }) => !known && as.length)
    .map(({ as }) => `“${as[0]}”`)
    .join(", ");
  const total = answer.documents.length;
  const note = total && used ? `showing results for ${used}` : "";
  return `<span class="search-count" data-total="${total}" data-note="${escapeHtml(note)}"></span>`;
}

/**
 * The last entry of the box: leads to all results, or says why there are none.
 *
 * @param {string} text
 * @param {Answer} answer
 * @returns {Entry[]}
 */
export function lastEntry(text, answer) {
  const total = answer.documents.length;
  const closest = findNearest(text, answer);
  const title = total
    ? `All ${total} results`
    : closest
      ? `Nothing found. Search for “${closest}”?`
      : "Nothing found";
  return [
    {
      location: `search/?q=${encodeURIComponent(total ? text : closest || text)}`,
      title: (total ? "" : countMark(answer)) + escapeHtml(title),
      text: total ? "" : escapeHtml(describeMisspelt(answer).join(" ")),
      score: 0,
      terms: {},
    },
  ];
}

/**
 * What the box offers for completion: the typed letters stay as they are.
 *
 * @param {string} text
 * @param {Answer} answer
 * @returns {string[]}
 */
export function suggest(text, { completion, query }) {
  const typed = text.split(/[\s-]+/).at(-1) ?? "";
  if (!completion || typed.toLowerCase() !== query.openWord) return [];
  return [typed + completion.slice(typed.length)];
}

/**
 * @param {string} text
 * @returns {Entry[]}
 */
export function failureEntry(text) {
  return [
    {
      location: `search/?q=${encodeURIComponent(text)}`,
      title: "The search index did not load",
      text: "Check the connection and try again.",
      score: 0,
      terms: {},
    },
  ];
}

/**
 * @param {Piece[]} pieces
 * @returns {string}
 */
function toHtml(pieces) {
  return pieces
    .map(({ text, marked }) => (marked ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
    .join("");
}

/**
 * @param {string} text
 * @returns {string}
 */
function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
