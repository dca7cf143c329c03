/**
 * What the catalogue has on the papers of the list: citation records of all of them, and the rest
 * of those that come into view, from the explorer's data.
 *
 * @typedef {object} Details
 * @property {Data.Row} row
 * @property {number[]} tags numbers, as in `explore/filters.json`
 * @property {number} given how many of them, the first ones, no machine gave
 * @property {[number, number][]} seen listings and the first position in each
 */

import { recordsOf } from "../cite/records.js";
import { siteData } from "../shared/site.js";
import { markOf } from "./store.js";

/** @type {Map<string, Data.Citation>} */
const records = new Map();
/** @type {Map<string, Details>} */
const details = new Map();

/** @param {string} paper slug */
export function titleOf(paper) {
  return records.get(paper)?.title ?? markOf(paper)?.title ?? paper;
}

/** When it appeared; empty where unknown. @param {string} paper slug */
export function dateOf(paper) {
  return records.get(paper)?.date ?? "";
}

/** @param {string} paper slug */
export function detailsOf(paper) {
  return details.get(paper);
}

/** @param {string[]} papers slugs @returns {Promise<boolean>} whether more is known than before */
export async function loadRecords(papers) {
  const wanted = papers.filter((paper) => !records.has(paper));
  const found = wanted.length ? await recordsOf(wanted).catch(() => []) : [];
  for (const record of found) records.set(record.key, record);
  return found.length > 0;
}

/** @param {string} paper slug of one whose record is loaded */
export async function loadDetails(paper) {
  const file = records.get(paper)?.row;
  if (file === undefined || details.has(paper)) return;
  /** @type {[Data.Row[], Data.Filters]} */
  const [rows, filters] = await Promise.all([
    siteData(`explore/rows/${file}.json`),
    siteData("explore/filters.json"),
  ]);
  const place = rows.findIndex(({ slug }) => slug === paper);
  if (place < 0) return;
  const number = file * filters.rows + place;
  details.set(paper, {
    row: rows[place],
    tags: filters.tagged[number],
    given: filters.given[number],
    seen: firstInEach(filters.sightings[number]),
  });
}

/** @param {number[]} sightings pairs of listing and position @returns {[number, number][]} */
function firstInEach(sightings) {
  /** @type {Map<number, number>} */
  const seen = new Map();
  for (let i = 0; i < sightings.length; i += 2)
    if (!seen.has(sightings[i])) seen.set(sightings[i], sightings[i + 1]);
  return [...seen];
}
