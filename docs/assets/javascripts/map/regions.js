/**
 * Names for the regions of the map: a tag stands where its papers crowd.
 *
 * @typedef {object} Region
 * @property {string} tag
 * @property {number} x
 * @property {number} y
 * @property {number} weight more for many papers close together
 */

/**
 * @param {Map<string, number[]>} papersOf the papers of each tag
 * @param {number[]} xs
 * @param {number[]} ys
 * @param {number} least papers of a tag that gives a name
 * @returns {Region[]} heaviest first
 */
export function regionsOf(papersOf, xs, ys, least) {
  /** @type {Region[]} */
  const regions = [];
  for (const [tag, papers] of papersOf) {
    if (papers.length < least) continue;
    const x = median(papers.map((paper) => xs[paper]));
    const y = median(papers.map((paper) => ys[paper]));
    const spread = median(papers.map((paper) => Math.hypot(xs[paper] - x, ys[paper] - y)));
    regions.push({ tag, x, y, weight: Math.sqrt(papers.length) / (spread + 100) });
  }
  return regions.sort((a, b) => b.weight - a.weight || a.tag.localeCompare(b.tag));
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
