/**
 * Citation records of any papers, fetched in parts as `builder/exports/bibliography.py` laid them.
 *
 * @typedef {import("./formats.js").CitationRecord} CitationRecord
 */

import { paperAddress, siteData } from "./site.js";

/**
 * The records of the papers that are in the catalogue, in the given order.
 * @param {string[]} papers slugs
 * @returns {Promise<CitationRecord[]>}
 */
export async function recordsOf(papers) {
  const { first } = await siteData("api/citations/index.json");
  const parts = new Set(papers.map((paper) => partOf(paper, first)));
  parts.delete(-1);
  const loaded = await Promise.all(
    [...parts].map((part) => siteData(`api/citations/${part}.json`)),
  );
  const known = new Map(loaded.flat().map((record) => [record.key, record]));
  return papers
    .map((paper) => known.get(paper))
    .filter(Boolean)
    .map(withAddress);
}

/**
 * The slugs of papers by their places among all papers sorted by slug, as the search counts them.
 * @param {number[]} places from 0; what is not a paper comes after all papers and is left out
 * @returns {Promise<string[]>}
 */
export async function papersAt(places) {
  const { size, papers } = await siteData("api/citations/index.json");
  const records = await Promise.all(
    places
      .filter((place) => place < papers)
      .map(async (place) => {
        const part = await siteData(`api/citations/${Math.floor(place / size)}.json`);
        return part[place % size];
      }),
  );
  return records.map(({ key }) => key);
}

/**
 * The record of the page itself, without a fetch.
 * @returns {CitationRecord | null}
 */
export function recordOfPage() {
  const block = document.getElementById("paper-citation");
  return block ? withAddress(JSON.parse(block.textContent)) : null;
}

/**
 * A site whose address the builder does not know leaves it to the browser.
 * @param {CitationRecord} record
 * @returns {CitationRecord}
 */
function withAddress(record) {
  return record.url ? record : { ...record, url: paperAddress(record.key) };
}

/**
 * The last part that begins at or before `paper`; -1 for none.
 * @param {string} paper
 * @param {string[]} first the first slug of each part
 */
function partOf(paper, first) {
  let low = 0;
  let high = first.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (first[middle] <= paper) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
