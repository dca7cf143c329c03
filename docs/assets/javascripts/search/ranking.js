/**
 * The ranking, as `builder/search/ranking.py` has it and its package's docstring words it.
 *
 * @import { Token } from "./analysis.js"
 * @import { Narrowing, Query } from "./query.js"
 * @import { Store, Word } from "./store.js"
 *
 * @typedef {object} Clause a word of the query and what may stand for it
 * @property {Token} token
 * @property {number} having how many documents have the word itself; 0 where it is unknown
 * @property {boolean} misspelt whether near spellings stand in for it
 * @property {{word: Word, weight: number}[]} alternatives
 *
 * @typedef {object} Answer
 * @property {Query} query
 * @property {Clause[]} clauses
 * @property {string} completion a word the open word may become; else empty
 * @property {number[]} documents those that answer, the best first
 * @property {Float64Array} scores by document
 * @property {Uint8Array} matched how many of the clauses each document has
 */
import { readQuery } from "./query.js";
import { completions, nearSpellings } from "./spelling.js";

const TITLE_WEIGHT = 2;
const K1 = 0.7;
const B = 0.75;
const EXACT_TITLE = 1000;
const NOT_A_PAPER = 0.0001;
const COMPLETION_WEIGHT = 0.5;
const NEAR_WEIGHT = [0, 0.8, 0.6];
const MOST_COMPLETIONS = 6;
const SHORTEST_COMPLETED = 2;
const MOST_NEAR = 3;

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
  const query = readQuery(text);
  const clauses = await Promise.all(query.tokens.map((token) => expand(store, token, query)));
  if (!isWanted()) return undefined;
  const found = clauses.length
    ? await scoreClauses(store, clauses)
    : matchNarrowingsAlone(store, query);
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
  return { query, clauses, completion, documents, scores, matched };
}

/**
 * The clause of a word: itself, its completions, or else its near spellings.
 *
 * @param {Store} store
 * @param {Token} token
 * @param {Query} query
 * @returns {Promise<Clause>}
 */
async function expand(store, token, query) {
  const own = await store.word(token.term);
  /** @type {Map<string, {word: Word, weight: number}>} */
  const alternatives = new Map();
  if (own) alternatives.set(own.term, { word: own, weight: 1 });
  if (token.word === query.openWord && token.word.length >= SHORTEST_COMPLETED) {
    for (const word of await findCompletions(store, token.word))
      if (!alternatives.has(word.term))
        alternatives.set(word.term, { word, weight: COMPLETION_WEIGHT });
  }
  const misspelt = alternatives.size === 0;
  if (misspelt) {
    const near = nearSpellings(token, await store.beginningWith(firstLetter(token.word)));
    near.sort((a, b) => a.distance - b.distance || byFrequency(a.word, b.word));
    for (const { word, distance } of near.slice(0, MOST_NEAR))
      alternatives.set(word.term, { word, weight: NEAR_WEIGHT[distance] });
  }
  return { token, having: own?.having ?? 0, misspelt, alternatives: [...alternatives.values()] };
}

/**
 * @param {Store} store
 * @param {string} prefix
 * @returns {Promise<Word[]>}
 */
async function findCompletions(store, prefix) {
  const words = await store.beginningWith(prefix.slice(0, 3));
  return completions(prefix, words).sort(byFrequency).slice(0, MOST_COMPLETIONS);
}

/**
 * @param {Store} store
 * @param {Query} query
 * @returns {Promise<string>}
 */
async function completionOf(store, { openWord }) {
  if (openWord.length < SHORTEST_COMPLETED) return "";
  const words = await findCompletions(store, openWord);
  return (
    words.find(({ surface }) => surface.length > openWord.length && surface.startsWith(openWord))
      ?.surface ?? ""
  );
}

/**
 * @param {Word} a
 * @param {Word} b
 * @returns {number}
 */
function byFrequency(a, b) {
  return b.having - a.having || (a.term < b.term ? -1 : 1);
}

/**
 * @param {string} term
 * @returns {string}
 */
function firstLetter(term) {
  return String.fromCodePoint(/** @type {number} */ (term.codePointAt(0)));
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
 * A query of narrowings alone asks for all papers; of nothing, for none.
 *
 * @param {Store} store
 * @param {Query} query
 * @returns {{scores: Float64Array, matched: Uint8Array}}
 */
function matchNarrowingsAlone({ manifest }, { narrowings }) {
  const matched = new Uint8Array(manifest.documents);
  if (narrowings.length) matched.fill(1, 0, manifest.papers);
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
  if (!narrowings.length) return demands;
  const known = await store.narrowings();
  for (const narrowing of narrowings) {
    const chosen = papersOf(known, narrowing);
    demands.push(
      (document) =>
        document < store.manifest.papers &&
        chosen.some((set) => set.has(document)) !== narrowing.excluded,
    );
  }
  return demands;
}

/**
 * The papers with the tag or of the listing of that id, or of all that begin so.
 *
 * @param {Map<string, Set<number>>} known
 * @param {Narrowing} narrowing
 * @returns {Set<number>[]}
 */
function papersOf(known, { field, value }) {
  const name = `${field}:${value}`;
  const exact = known.get(name);
  if (exact) return [exact];
  return [...known].filter(([other]) => other.startsWith(name)).map(([, papers]) => papers);
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
