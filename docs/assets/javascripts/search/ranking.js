/**
 * The ranking, as `builder/search/ranking.py` has it and its package's docstring words it.
 *
 * @import { Clause } from "./expansion.js"
 * @import { Note } from "./notes.js"
 * @import { Query } from "./query.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {object} Answer
 * @property {Query} query
 * @property {Clause[]} clauses
 * @property {Note[]} notes what the reader should be told
 * @property {string} completion a word the open word may become; else empty
 * @property {number[]} documents those that answer, the best first
 * @property {Float64Array} scores by document
 * @property {Uint8Array} matched how many of the clauses each document has
 */
import { expandQuery, findCompletions, splitUnknown } from "./expansion.js";
import { listNotes } from "./notes.js";
import { decidingTerms, readQuery } from "./query.js";
import { findValues } from "./values.js";

const TITLE_WEIGHT = 2;
const K1 = 0.7;
const B = 0.75;
const EXACT_TITLE = 1000;
const NOT_A_PAPER = 0.0001;

/**
 * Every document that answers, the best first.
 *
 * @param {Store} store
 * @param {string} text
 * @param {() => boolean} [isWanted] whether the answer still matters; asked before much is loaded
 * @returns {Promise<Answer | undefined>} nothing where it does not
 */
export async function search(store, text, isWanted = () => true) {
  const { papers } = store.manifest;
  const known = await knownTerms(store, decidingTerms(text));
  const query = await splitUnknown(store, readQuery(text, known));
  const clauses = await expandQuery(store, query);
  if (!isWanted()) return undefined;
  const found = clauses.length
    ? await scoreClauses(store, clauses)
    : matchWithoutWords(store, query);
  const demands = await readDemands(store, query);
  const unwanted = await Promise.all(query.excluded.map((phrase) => store.withPhrase(phrase)));
  const titled = await findTitled(store, clauses);
  /** @type {number[]} */
  const documents = [];
  const { scores, matched } = found;
  for (let number = 0; number < scores.length; number++) {
    if (!matched[number]) continue;
    if (!demands.every((demand) => demand(number))) continue;
    if (unwanted.some((set) => set.has(number))) continue;
    let score = scores[number];
    if (titled.has(number)) score += EXACT_TITLE;
    if (number >= papers) score *= NOT_A_PAPER;
    scores[number] = Math.floor(1e6 * score + 0.5) / 1e6;
    documents.push(number);
  }
  documents.sort(
    (a, b) => Number(a >= papers) - Number(b >= papers) || scores[b] - scores[a] || a - b,
  );
  const completion = await completionOf(store, query);
  const notes = await listNotes(store, query, clauses);
  return { query, clauses, notes, completion, documents, scores, matched };
}

/**
 * Those of the terms that the index has.
 *
 * @param {Store} store
 * @param {string[]} terms
 * @returns {Promise<Set<string>>}
 */
async function knownTerms(store, terms) {
  const words = await Promise.all([...new Set(terms)].map((term) => store.word(term)));
  return new Set(words.flatMap((word) => (word ? [word.term] : [])));
}

/**
 * @param {Store} store
 * @param {Query} query
 * @returns {Promise<string>}
 */
async function completionOf(store, { openWord }) {
  const words = await findCompletions(store, openWord);
  return (
    words.find(({ surface }) => surface.length > openWord.length && surface.startsWith(openWord))
      ?.surface ?? ""
  );
}

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
 * The sums over the clauses of idf times BM25 of the best alternative.
 *
 * @param {Store} store
 * @param {Clause[]} clauses
 * @returns {Promise<{scores: Float64Array, matched: Uint8Array}>}
 */
async function scoreClauses(store, clauses) {
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
  clauses.forEach(({ alternatives, having: known }, clause) => {
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
        if (value > best[document]) best[document] = value;
      }
    });
    const rarity = inverseDocumentFrequency(lengths.length, known || different);
    for (let document = 0; document < best.length; document++) {
      if (best[document] === 0) continue;
      scores[document] += rarity * best[document];
      matched[document]++;
    }
  });
  return { scores, matched };
}

/**
 * A query that only narrows or excludes asks for all papers; an empty one, for none.
 *
 * @param {Store} store
 * @param {Query} query
 * @returns {{scores: Float64Array, matched: Uint8Array}}
 */
function matchWithoutWords({ manifest }, { narrowings, excluded }) {
  const matched = new Uint8Array(manifest.documents);
  if (narrowings.length || excluded.length) matched.fill(1, 0, manifest.papers);
  return { scores: new Float64Array(manifest.documents), matched };
}

/**
 * What a document must fulfil: every phrase, every narrowing.
 *
 * @param {Store} store
 * @param {Query} query
 * @returns {Promise<((document: number) => boolean)[]>}
 */
async function readDemands(store, { phrases, narrowings }) {
  const sets = await Promise.all(phrases.map((phrase) => store.withPhrase(phrase)));
  const demands = sets.map((set) => (/** @type {number} */ document) => set.has(document));
  for (const narrowing of narrowings) {
    const chosen = await findValues(store, narrowing);
    demands.push(
      (document) =>
        document < store.manifest.papers &&
        chosen.some(({ papers }) => papers.has(document)) !== narrowing.excluded,
    );
  }
  return demands;
}

/**
 * The documents whose title has every term of the query and no other.
 *
 * @param {Store} store
 * @param {Clause[]} clauses
 * @returns {Promise<Set<number>>}
 */
async function findTitled(store, clauses) {
  const { titleTerms } = await store.facts();
  /** @type {Map<number, number>} */
  const times = new Map();
  for (const { alternatives, having: known } of clauses) {
    if (!known) return new Set();
    const row = await store.postings(alternatives[0].word);
    let document = 0;
    for (let at = 0; at < row.length; at += 2) {
      document += row[at];
      if (row[at + 1] & 3 && titleTerms[document] === clauses.length)
        times.set(document, (times.get(document) ?? 0) + 1);
    }
  }
  return new Set([...times].filter(([, n]) => n === clauses.length).map(([document]) => document));
}
