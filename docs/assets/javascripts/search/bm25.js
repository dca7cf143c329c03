/**
 * What the words of a query find, as `builder/search/bm25.py` has it.
 *
 * @import { Clause } from "./expansion.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {object} WordScores what the words of a query find
 * @property {Float64Array} shares what share of the best possible BM25 each document reaches
 * @property {Uint8Array} matched how many of the clauses each document has
 * @property {Set<number>} complete the documents with every word, but for those that none has
 * @property {Set<number>} spelt the documents with every word in their text, as typed
 * @property {Set<number>} begun the same, but that the last word may be the beginning of one
 * @property {Set<number>} inTitle the documents with a word in their title
 */
import { counts } from "./expansion.js";

const TITLE_WEIGHT = 2;
const K1 = 0.7;
const B = 0.75;

/**
 * ln(1 + (N - n + 0.5) / (n + 0.5)), to three places so that all engines agree.
 *
 * @param {number} documents
 * @param {number} having
 * @returns {number}
 */
function inverseDocumentFrequency(documents, having) {
  const rarity = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
  return Math.floor(1000 * rarity + 0.5) / 1000;
}

/**
 * The sums over the clauses of idf times BM25 of the best alternative, by the best possible. A
 * name counts as much as the best BM25, less where it is a word of texts too.
 *
 * @param {Store} store
 * @param {Clause[]} clauses
 * @returns {Promise<WordScores>}
 */
export async function scoreClauses(store, clauses) {
  const { lengths } = await store.facts();
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const average = total / lengths.length;
  const rows = await Promise.all(
    clauses.map(({ alternatives }) =>
      Promise.all(alternatives.map(({ word }) => store.postings(word))),
    ),
  );
  const scores = new Float64Array(lengths.length);
  const matched = new Uint8Array(lengths.length);
  const spelt = new Uint8Array(lengths.length);
  const begun = new Uint8Array(lengths.length);
  /** @type {Set<number>} */
  const inTitle = new Set();
  let ideal = 0;
  clauses.forEach(({ alternatives, having: known, misspelt, named, namedWeight }, clause) => {
    const best = new Float64Array(lengths.length);
    let different = 0;
    alternatives.forEach(({ weight }, alternative) => {
      const row = rows[clause][alternative];
      let document = 0;
      for (let at = 0; at < row.length; at += 2) {
        document += row[at];
        const frequency = TITLE_WEIGHT * (row[at + 1] & 3) + (row[at + 1] >> 2);
        const length = lengths[document] / average;
        const saturated = (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * length));
        const value = weight * saturated;
        if (best[document] === 0) different++;
        if (known && alternative === 0) spelt[document]++;
        if (row[at + 1] & 3) inTitle.add(document);
        if (value > best[document]) best[document] = value;
      }
    });
    if (!misspelt)
      for (let document = 0; document < best.length; document++)
        if (best[document] > 0) begun[document]++;
    for (const paper of named) {
      if (best[paper] === 0) different++;
      best[paper] = Math.max(best[paper], namedWeight * (K1 + 1));
    }
    const having = named.size ? different : known || different;
    const rarity = inverseDocumentFrequency(lengths.length, having);
    ideal += rarity * (K1 + 1);
    for (let document = 0; document < best.length; document++) {
      if (best[document] === 0) continue;
      scores[document] += rarity * best[document];
      matched[document]++;
    }
  });
  const counted = clauses.filter(counts).length;
  return {
    shares: scores.map((score) => score && score / ideal),
    matched,
    complete: documentsWith(matched, counted),
    spelt: documentsWith(spelt, clauses.length),
    begun: documentsWith(begun, clauses.length),
    inTitle,
  };
}

/**
 * @param {Uint8Array} times
 * @param {number} wanted
 * @returns {Set<number>} none where nothing is wanted
 */
function documentsWith(times, wanted) {
  /** @type {Set<number>} */
  const found = new Set();
  for (let document = 0; document < times.length; document++)
    if (wanted && times[document] === wanted) found.add(document);
  return found;
}
