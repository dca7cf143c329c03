/**
 * Results as Material's box wants them: titles and texts are HTML.
 *
 * @typedef {import("./answer.js").Shown} Shown
 * @typedef {import("./excerpt.js").Piece} Piece
 * @typedef {import("./ranking.js").Answer} Answer
 */
import { nearest, readings, tried } from "./answer.js";

/**
 * A result as Material's box wants it: texts are HTML.
 *
 * @param {Shown} result
 * @returns {object[]}
 */
export function item({ card, title, excerpt, tags, score, words, missing }) {
  /** @type {Record<string, boolean>} */
  const terms = {};
  for (const word of words) terms[word] = true;
  if (missing.length <= 3) for (const word of missing) terms[word] = false;
  return [
    {
      location: card.address,
      title: html(title),
      text: html(excerpt),
      tags: tags.map(escaped),
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
export function count(answer) {
  const note = readings(answer)
    .filter(({ known, as }) => !known && as.length)
    .map(({ word, as }) => `“${word}” read as “${as[0]}”`)
    .join(", ");
  const total = answer.documents.length;
  return `<span class="search-count" data-total="${total}" data-note="${escaped(note)}"></span>`;
}

/**
 * The last entry of the box: leads to all results, or says why there are none.
 *
 * @param {string} text
 * @param {Answer} answer
 * @returns {object[]}
 */
export function ending(text, answer) {
  const total = answer.documents.length;
  const closest = nearest(text, answer);
  const title = total
    ? `All ${total} results`
    : closest
      ? `Nothing found. Search for “${closest}”?`
      : "Nothing found";
  return [
    {
      location: `search/?q=${encodeURIComponent(total ? text : closest || text)}`,
      title: (total ? "" : count(answer)) + escaped(title),
      text: total ? "" : escaped(tried(answer)),
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
export function suggestion(text, { completion, query }) {
  const typed = text.split(/[\s-]+/).at(-1) ?? "";
  if (!completion || typed.toLowerCase() !== query.openWord) return [];
  return [typed + completion.slice(typed.length)];
}

/**
 * @param {string} text
 * @returns {object[]}
 */
export function failure(text) {
  return [
    {
      location: `search/?q=${encodeURIComponent(text)}`,
      title: "The index did not load",
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
function html(pieces) {
  return pieces
    .map(({ text, marked }) => (marked ? `<mark>${escaped(text)}</mark>` : escaped(text)))
    .join("");
}

/**
 * @param {string} text
 * @returns {string}
 */
function escaped(text) {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
