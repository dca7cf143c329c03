/**
 * Joins what the words of a query find with what it means, as `builder/search/fusion.py` does.
 *
 * @import { Store } from "./store.js"
 *
 * @typedef {object} Fused
 * @property {Float64Array} scores by paper
 * @property {Set<number>} answers
 * @property {Set<number>} fitting those of the answers that fit the query
 */
import { Nearness, PROBED_PAPERS } from "./meaning.js";

export const MEANING_WEIGHT = 2;
const RELATED_WEIGHT = 0.15;
const RELATED_WEIGHT_FITTING = 0.5;
const TAG_SHARE = 0.3;
const FITTING_SHARE = 0.26;
const CLOSE = 0.6;
const NEAREST = 20;
const FEEDBACK_PAPERS = 3;

/**
 * The papers that answer.
 *
 * @param {Store} store
 * @param {Float64Array} words each paper's share of the best possible score by words
 * @param {Set<number>} complete the papers that have all words
 * @param {Float64Array | undefined} query nothing where words alone count
 * @param {(tag: number) => number} scoreOfTag 0 for one that is not near
 * @returns {Promise<Fused>}
 */
export async function fuse(store, words, complete, query, scoreOfTag) {
  const hits = papersWhere(words, (share) => share > 0);
  if (!query) {
    const fitting = complete.size
      ? complete
      : new Set([...findFitting(words)].filter((paper) => words[paper] > 0));
    return { scores: words, answers: new Set([...hits, ...complete]), fitting };
  }
  const near = await Nearness.open(store, query, topOf(words, hits, PROBED_PAPERS));
  const join = (/** @type {Float64Array} */ cosines) =>
    cosines.map((cosine, paper) => words[paper] + MEANING_WEIGHT * cosine);
  let score = join(near.cosines(query));
  const best = topOf(score, [...score.keys()], FEEDBACK_PAPERS);
  const isClose = best.length > 0 && score[best[0]] >= CLOSE;
  if (isClose) score = join(near.cosines(near.feedback(query, best)));
  const tags = bestTags(near, scoreOfTag);
  const beside = meanOfRelated(score, near).map((mean, paper) => mean + TAG_SHARE * tags[paper]);
  const wide = score.map((own, paper) => own + RELATED_WEIGHT_FITTING * beside[paper]);
  const fitting = new Set([...complete, ...(isClose ? findFitting(wide) : [])]);
  const scores = score.map((own, paper) => own + RELATED_WEIGHT * beside[paper]);
  const answers = new Set([...hits, ...fitting]);
  if (!fitting.size)
    for (const paper of topOf(scores, [...scores.keys()], NEAREST)) answers.add(paper);
  return { scores, answers, fitting };
}

/**
 * The mean score of each paper's related papers; its own where it has none or is not seen.
 *
 * @param {Float64Array} score
 * @param {Nearness} near
 * @returns {Float64Array}
 */
function meanOfRelated(score, near) {
  return score.map((own, paper) => {
    const related = near.seen.get(paper)?.related ?? [];
    if (!related.length) return own;
    let total = 0;
    for (const other of related) total += score[other];
    return total / related.length;
  });
}

/**
 * The score of each paper's best tag; 0 where it has none or is not seen.
 *
 * @param {Nearness} near
 * @param {(tag: number) => number} scoreOfTag
 * @returns {Float64Array}
 */
function bestTags(near, scoreOfTag) {
  const best = new Float64Array(near.papers);
  for (const [paper, { tags }] of near.seen)
    for (const tag of tags) best[paper] = Math.max(best[paper], scoreOfTag(tag));
  return best;
}

/**
 * The papers far enough above the mean.
 *
 * @param {Float64Array} score
 * @returns {Set<number>}
 */
function findFitting(score) {
  let sum = 0;
  let most = -Infinity;
  const whole = score.map((value) => Math.floor(1e6 * value + 0.5));
  for (const value of whole) {
    sum += value;
    if (value > most) most = value;
  }
  const mean = sum / whole.length;
  const bound = mean + FITTING_SHARE * (most - mean);
  return new Set(papersWhere(whole, (value) => value >= bound));
}

/**
 * The best papers, the best first; sorting all of them would take longer than all the rest.
 *
 * @param {Float64Array} score
 * @param {number[]} papers in order
 * @param {number} most
 * @returns {number[]}
 */
function topOf(score, papers, most) {
  /** @type {number[]} */
  const top = [];
  for (const paper of papers) {
    let place = top.length;
    while (place > 0 && score[top[place - 1]] < score[paper]) place--;
    if (place < most) top.splice(place, 0, paper);
    if (top.length > most) top.pop();
  }
  return top;
}

/** @param {Float64Array} score @param {(value: number) => boolean} matches @returns {number[]} */
function papersWhere(score, matches) {
  /** @type {number[]} */
  const papers = [];
  for (let paper = 0; paper < score.length; paper++) if (matches(score[paper])) papers.push(paper);
  return papers;
}
