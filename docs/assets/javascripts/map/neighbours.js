/**
 * A paper, the papers related to it, and those related to these.
 *
 * @import { Catalogue } from "../explorer/catalogue.js"
 *
 * @typedef {object} Neighbours
 * @property {number} paper
 * @property {number[]} near the related papers, the nearest first
 * @property {number[]} further what is related to these
 * @property {[number, number][]} pairs of related papers
 */

import { recordsOf } from "../cite/records.js";
import { allHeads, fitsAtOnce } from "../shared/heads.js";

/** @param {Catalogue} catalogue @param {string} slug @returns {Promise<number>} -1 for an unknown one */
export async function numberOf(catalogue, slug) {
  if (!fitsAtOnce(catalogue.papers)) {
    const [record] = await recordsOf([slug]);
    if (record?.row !== undefined) {
      const rows = await catalogue.file(record.row);
      return record.row * catalogue.filters.rows + rows.findIndex((row) => row.slug === slug);
    }
  }
  return (await allHeads()).findIndex((head) => head.slug === slug);
}

/** @param {Catalogue} catalogue @param {number} paper @returns {Promise<Neighbours>} */
export async function neighboursOf(catalogue, paper) {
  const nearOf = async (/** @type {number} */ one) => (await catalogue.rowOf(one)).near ?? [];
  const near = await nearOf(paper);
  const theirs = await Promise.all(near.map(nearOf));
  const known = new Set([paper, ...near]);
  return {
    paper,
    near,
    further: [...new Set(theirs.flat())].filter((one) => !known.has(one)),
    pairs: [
      ...near.map((one) => /** @type {[number, number]} */ ([paper, one])),
      ...theirs.flatMap((others, n) =>
        others
          .filter((other) => other !== paper)
          .map((other) => /** @type {[number, number]} */ ([near[n], other])),
      ),
    ],
  };
}
