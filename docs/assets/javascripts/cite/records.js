/** Citation records of any papers, fetched in parts as `builder/exports/bibliography.py` laid them. */

import { findAll } from "../shared/dom.js";
import { paperAddress, siteData } from "../shared/site.js";

/** @param {number} number @returns {Promise<Data.Citation[]>} */
function part(number) {
  return siteData(`api/citations/${number}.json`);
}

/** @returns {Promise<Data.CitationIndex>} */
function index() {
  return siteData("api/citations/index.json");
}

/**
 * The records of the papers that are in the catalogue, in the given order.
 * @param {string[]} papers slugs
 * @returns {Promise<Data.Citation[]>}
 */
export async function recordsOf(papers) {
  const { first, site } = await index();
  const parts = new Set(papers.map((paper) => partOf(paper, first)));
  parts.delete(-1);
  const loaded = await Promise.all([...parts].map(part));
  const known = new Map(loaded.flat().map((record) => [record.key, record]));
  return papers
    .map((paper) => known.get(paper))
    .filter((record) => record !== undefined)
    .map((record) => withAddress(record, site));
}

/**
 * The record of the page itself, without a fetch; `builder/citing/page_metadata.py` says what is where.
 * @returns {Data.Citation | null}
 */
export function recordOfPage() {
  const block = document.getElementById("paper-citation");
  const [described] = findAll(document, "script[type='application/ld+json']", HTMLScriptElement);
  const [place] = findAll(document, ".paper-actions[data-paper]", HTMLElement);
  if (!block || !described || !place) return null;
  const { headline: title, datePublished: date, isPartOf, "@id": url } = JSON.parse(described.text);
  const { paper: key } = place.dataset;
  const record = JSON.parse(block.textContent ?? "");
  return withAddress({ key, title, date, venue: isPartOf?.name, url, ...record });
}

/**
 * The records with their abstracts, which are the explorer's.
 * @param {Data.Citation[]} records
 * @returns {Promise<Data.Citation[]>}
 */
export function addAbstracts(records) {
  return Promise.all(
    records.map(async (record) => {
      if (record.row === undefined) return record;
      /** @type {Data.Row[]} */
      const rows = await siteData(`explore/rows/${record.row}.json`);
      return { ...record, abstract: rows.find(({ slug }) => slug === record.key)?.abstract };
    }),
  );
}

/**
 * The page's own record with the abstract that stands there; as data where it has a formula.
 * @param {Data.Citation[]} records
 * @returns {Promise<Data.Citation[]>}
 */
export async function addAbstractOfPage([record]) {
  const place = document.querySelector(".abstract:not(.abstract--none)");
  if (!place) return [record];
  if (place.querySelector("math, sup")) return addAbstracts(await recordsOf([record.key]));
  return [{ ...record, abstract: place.textContent?.trim().replace(/\s+/g, " ") }];
}

/**
 * A site whose address the builder does not know leaves it to the browser.
 * @param {Data.Citation} record
 * @param {string} [site] its address; may be empty
 * @returns {Data.Citation}
 */
function withAddress(record, site) {
  const { key, url } = record;
  return { ...record, url: url || (site ? `${site}papers/${key}/` : paperAddress(key)) };
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
