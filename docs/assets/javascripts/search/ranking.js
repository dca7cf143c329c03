/**
 * The ranking, as `builder/search/ranking.py` has it and its package's docstring words it.
 *
 * @import { Token } from "./analysis.js"
 * @import { WordScores } from "./bm25.js"
 * @import { Clause } from "./expansion.js"
 * @import { Fused } from "./fusion.js"
 * @import { Named, NamedValue } from "./named.js"
 * @import { Note } from "./notes.js"
 * @import { Query } from "./query.js"
 * @import { Store } from "./store.js"
 *
 * @typedef {object} Answer
 * @property {Query} query
 * @property {Clause[]} clauses
 * @property {Note[]} notes what the reader should be told
 * @property {number[]} documents those that answer, the best first
 * @property {number[]} groups the tags and listings, then the pages, to show before the papers
 * @property {NamedValue[]} named the people, venue or year that the query names, the best first
 * @property {boolean} namedFirst whether they come before all else: more papers are theirs than
 *   have the words in the text
 * @property {number} fitting so many of them, the first, are papers that fit
 * @property {Float64Array} scores by document
 */
import { scoreClauses } from "./bm25.js";
import { expandQuery, splitUnknown } from "./expansion.js";
import { fuse } from "./fusion.js";
import { chooseGroups, scoreOthers } from "./groups.js";
import { findIdentified } from "./identifiers.js";
import { encodeQuery } from "./meaning.js";
import { findByName, findNamed, findWithName } from "./named.js";
import { listNotes } from "./notes.js";
import { decidingTerms, readQuery } from "./query.js";
import { findChosen } from "./values.js";

const EXACT_TITLE = 1000;
const NAMED = 100;
const NOT_A_PAPER = 0.0001;
const MOST_DOCUMENTS = 2 ** 21;

/**
 * Every document that answers, the best first.
 *
 * @param {Store} store
 * @param {string} text
 * @param {() => boolean} [isWanted] whether the answer still matters; asked before much is loaded
 * @param {boolean} [quickly] from the words alone
 * @returns {Promise<Answer | undefined>} nothing where it does not
 */
export async function search(store, text, isWanted = () => true, quickly = false) {
  const paper = await findIdentified(store, text);
  if (paper !== undefined) return answerWith(store, paper);
  const known = await knownTerms(store, decidingTerms(text));
  const query = await splitUnknown(store, readQuery(text, known));
  const clauses = await expandQuery(store, query);
  if (!isWanted()) return undefined;
  // One after the other: on a slow line the words must not wait for the meaning.
  const words = await scoreClauses(store, clauses);
  const named = await findNamed(query);
  const texts = named.isOpen ? words.begun : words.spelt;
  const spelt = [...texts].filter((document) => document < store.manifest.papers);
  const isLed = named.papers.size > 0 && named.papers.size >= spelt.length;
  const meant = quickly || isLed ? undefined : await encode(store, query, clauses);
  const isAllowed = await readDemands(store, query);
  const titled = await findTitled(store, clauses);
  const others = await scoreOthers(store, words, meant);
  const ranked = await scorePapers(store, query, words, meant, others);
  const found = isLed ? putFirst(ranked, named, spelt) : ranked;
  const scores = new Float64Array(words.shares.length);
  const score = (/** @type {number} */ document, /** @type {number} */ value) => {
    scores[document] = Math.floor(1e6 * value + 0.5) / 1e6;
  };
  const answers = [...found.answers].filter(isAllowed);
  for (const paper of answers)
    score(paper, found.scores[paper] + (titled.has(paper) ? EXACT_TITLE : 0));
  const pages = [...others.keys()].filter(isAllowed);
  for (const page of pages) score(page, (others.get(page) ?? 0) * NOT_A_PAPER);
  const fits = (/** @type {number} */ paper) => found.fitting.has(paper) || titled.has(paper);
  const fitting = answers.filter(fits);
  const rest = answers.filter((paper) => !fits(paper));
  const documents = [fitting, rest, pages].flatMap((each) => sortByScore(each, scores));
  // What fits comes first, so a score may be above that of the one before: it is cut to that.
  let least = Infinity;
  for (const document of documents) least = scores[document] = Math.min(least, scores[document]);
  const isNarrowed = query.phrases.length + query.excluded.length + query.narrowings.length > 0;
  return {
    query,
    clauses,
    groups: isNarrowed ? [] : await chooseGroups(store, words, others),
    named: query.narrowings.length || query.excluded.length ? [] : named.values,
    namedFirst: isLed || !named.papers.size,
    notes: await listNotes(store, query, isLed ? [] : clauses),
    documents,
    fitting: fitting.length,
    scores,
  };
}

/**
 * The answer to the identifier of a paper.
 *
 * @param {Store} store
 * @param {number} paper
 * @returns {Answer}
 */
function answerWith({ manifest }, paper) {
  const scores = new Float64Array(manifest.documents);
  scores[paper] = EXACT_TITLE;
  const nothing = { clauses: [], notes: [], groups: [], named: [], namedFirst: false };
  return { ...nothing, query: readQuery("", new Set()), documents: [paper], fitting: 1, scores };
}

/**
 * The papers of those who are named first; with them fit those that have the name in their text.
 *
 * @param {Fused} found
 * @param {Named} named
 * @param {number[]} spelt
 * @returns {Fused}
 */
function putFirst({ scores, answers }, { papers, whole }, spelt) {
  const ranked = Float64Array.from(scores);
  for (const paper of papers) ranked[paper] += NAMED * (whole.has(paper) ? 2 : 1);
  return {
    scores: ranked,
    answers: new Set([...answers, ...papers]),
    fitting: new Set([...papers, ...spelt]),
  };
}

/**
 * The best first, then by number. Both are packed into one float, because a typed array of
 * numbers sorts many times faster than an array with a comparison.
 *
 * @param {number[]} documents
 * @param {Float64Array} scores to six places
 * @returns {number[]}
 */
function sortByScore(documents, scores) {
  const packed = Float64Array.from(
    documents,
    (document) => document - Math.round(1e6 * scores[document]) * MOST_DOCUMENTS,
  );
  packed.sort();
  return Array.from(packed, (key) => key - Math.floor(key / MOST_DOCUMENTS) * MOST_DOCUMENTS);
}

/**
 * What the query means; nothing where it has a phrase, or nothing was learnt.
 *
 * @param {Store} store
 * @param {Query} query
 * @param {Clause[]} clauses
 */
async function encode(store, query, clauses) {
  if (!store.manifest.learnt || query.phrases.length) return undefined;
  // Where there is nothing but names, nothing is meant.
  if (!clauses.some(({ alternatives, misspelt }) => alternatives.length || misspelt))
    return undefined;
  if (!clauses.some(({ alternatives }) => alternatives.length)) {
    // Nothing is found by its words; is each a word of something learnt? Not `Geoffrey Hinton`.
    const doubtful = clauses.filter((clause) => clause.doubtful);
    const rows = await Promise.all(doubtful.map(({ token }) => store.wordRow(token.word)));
    if (rows.includes(undefined)) return undefined;
  }
  const { clustered } = await store.meaning();
  // What all queries need comes along; a failure is told where it is used.
  if (!clustered) store.vectors(0).catch(() => {});
  return encodeQuery(store, meantWords(query, clauses));
}

/**
 * The papers that answer.
 *
 * @param {Store} store
 * @param {Query} query
 * @param {WordScores} words
 * @param {Float64Array | undefined} meant
 * @param {Map<number, number>} others the scores of documents that are no papers
 * @returns {Promise<Fused>}
 */
async function scorePapers(store, query, { shares, complete }, meant, others) {
  const { papers } = store.manifest;
  if (!query.tokens.length && (query.narrowings.length || query.excluded.length)) {
    // A query that only narrows or excludes starts from all papers.
    const every = new Set(Array.from({ length: papers }, (_, paper) => paper));
    return { scores: new Float64Array(papers), answers: every, fitting: every };
  }
  const whole = new Set([...complete].filter((document) => document < papers));
  const scoreOfTag = (/** @type {number} */ tag) => others.get(papers + tag) ?? 0;
  return fuse(store, shares.subarray(0, papers), whole, meant, scoreOfTag);
}

/**
 * The words of the query, the stop words too; a clear misspelling is what stands in for it.
 *
 * @param {Query} query
 * @param {Clause[]} clauses
 */
function meantWords({ words }, clauses) {
  /** @type {Map<string, string>} */
  const corrected = new Map();
  for (const { token, misspelt, alternatives } of clauses)
    if (misspelt && alternatives.length) corrected.set(token.word, alternatives[0].word.surface);
  const names = clauses.filter(({ alternatives, named }) => named.size && !alternatives.length);
  return words
    .filter((word) => !names.some(({ token }) => token.word === word))
    .map((word) => corrected.get(word) ?? word);
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
 * Whether a document has every phrase and narrowing and nothing unwanted.
 *
 * @param {Store} store
 * @param {Query} query
 * @returns {Promise<(document: number) => boolean>}
 */
async function readDemands(store, { phrases, excluded, narrowings }) {
  const [wanted, unwanted] = await Promise.all(
    [phrases, excluded].map((all) => Promise.all(all.map((phrase) => findWith(store, phrase)))),
  );
  const demands = wanted.map((set) => (/** @type {number} */ document) => set.has(document));
  for (const narrowing of narrowings) {
    const chosen = await findChosen(store, narrowing);
    demands.push(
      (document) => document < store.manifest.papers && chosen.has(document) !== narrowing.excluded,
    );
  }
  return (document) =>
    demands.every((demand) => demand(document)) && !unwanted.some((set) => set.has(document));
}

/**
 * The documents with a phrase in their text, or as a name.
 *
 * @param {Store} store
 * @param {Token[]} phrase
 * @returns {Promise<Set<number>>}
 */
async function findWith(store, phrase) {
  const texts = await store.withPhrase(phrase);
  const words = phrase.map(({ word }) => word);
  const named =
    words.length === 1 ? await findByName(words[0], texts.size, false) : await findWithName(words);
  return new Set([...texts, ...named]);
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
