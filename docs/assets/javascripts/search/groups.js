/**
 * The tags, listings and pages that answer a query, as `builder/search/groups.py` has it.
 *
 * @import { WordScores } from "./bm25.js"
 * @import { Store } from "./store.js"
 */
import { MEANING_WEIGHT } from "./fusion.js";
import { cosine } from "./meaning.js";

const CLOSE_GROUP = 0.8;
const SHARE_OF_BEST_GROUP = 0.8;
const MOST_GROUPS = 3;
const MOST_PAGES = 2;

/**
 * The score of each document that is no paper and has a word, or a meaning near.
 *
 * @param {Store} store
 * @param {WordScores} words
 * @param {Float64Array} [meant]
 * @returns {Promise<Map<number, number>>}
 */
export async function scoreOthers(store, { shares, matched }, meant) {
  const { papers, documents } = store.manifest;
  const tags = meant && (await store.meaning()).tags;
  /** @type {Map<number, number>} */
  const found = new Map();
  for (let other = papers; other < documents; other++) {
    const isTag = meant && tags && (other - papers) * meant.length < tags.length;
    const near = isTag ? MEANING_WEIGHT * cosine(meant, tags, other - papers) : 0;
    const score = shares[other] + near;
    if (matched[other] || score >= CLOSE_GROUP) found.set(other, score);
  }
  return found;
}

/**
 * The tags and listings with papers, then pages with every word, one in the title.
 *
 * @param {Store} store
 * @param {WordScores} words
 * @param {Map<number, number>} scores
 * @returns {Promise<number[]>}
 */
export async function chooseGroups(store, { complete, inTitle }, scores) {
  if (!scores.size) return [];
  const { papers } = store.manifest;
  const known = await store.others();
  const best = [...scores].sort(([a, x], [b, y]) => y - x || a - b);
  const having = best.filter(([other]) => known[other - papers].papers > 0);
  const least = Math.max(CLOSE_GROUP, SHARE_OF_BEST_GROUP * (having[0]?.[1] ?? 0));
  const groups = having.filter(([other, score]) => score >= least || complete.has(other));
  const pages = best.filter(
    ([other]) => known[other - papers].kind === "page" && complete.has(other) && inTitle.has(other),
  );
  return [...groups.slice(0, MOST_GROUPS), ...pages.slice(0, MOST_PAGES)].map(([other]) => other);
}
