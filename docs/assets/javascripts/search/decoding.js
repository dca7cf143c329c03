/**
 * Reads what the files of the index say: numbers in base64, papers by filter, words in order.
 *
 * @import { Word } from "./store.js"
 */

import { NO_TAG } from "../shared/text.js";

/** @param {string} text base64 @returns {Uint8Array} */
export function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {string} text base64 @returns {Int8Array} */
export function signed(text) {
  return new Int8Array(bytes(text).buffer);
}

/** @param {Data.Filters} filters @returns {Map<string, Set<number>>} papers by filter */
export function papersByFilter({ tags, listings, tagged, sightings }) {
  /** @type {Map<string, Set<number>>} */
  const papers = new Map();
  for (const tag of tags) papers.set(`tag:${tag}`, new Set());
  if (tags.length) papers.set(`tag:${NO_TAG}`, new Set());
  for (const listing of listings) papers.set(`source:${listing}`, new Set());
  tagged.forEach((own, paper) => {
    if (!own.length) papers.get(`tag:${NO_TAG}`)?.add(paper);
    for (const tag of own) papers.get(`tag:${tags[tag]}`)?.add(paper);
  });
  sightings.forEach((seen, paper) => {
    for (let at = 0; at < seen.length; at += 2)
      papers.get(`source:${listings[seen[at]]}`)?.add(paper);
  });
  return papers;
}

/**
 * @param {Word[]} words
 * @param {string} start
 * @returns {Word[]}
 */
export function between(words, start) {
  const from = lowerBound(words, start);
  let to = from;
  while (to < words.length && words[to].term.startsWith(start)) to++;
  return words.slice(from, to);
}

/**
 * @param {Word[]} words
 * @param {string} term
 * @returns {number}
 */
export function lowerBound(words, term) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].term < term) low = middle + 1;
    else high = middle;
  }
  return low;
}
