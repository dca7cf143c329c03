/**
 * What papers are called, by their numbers: of a small catalogue all at once, of a large one in
 * parts. `builder/exports/explorer.py` writes the files.
 *
 * @typedef {object} Head
 * @property {string} slug
 * @property {string} title
 */

import { siteData } from "./site.js";

/** More papers than these have their titles in parts of so many, too. */
const AT_ONCE = 2000;
const PART = 32;
const LONGEST_SLUG = 80;

/** @type {WeakMap<Data.Titles, Head[]>} */
const read = new WeakMap();

/** @param {number} papers in the whole catalogue */
export function fitsAtOnce(papers) {
  return papers <= AT_ONCE;
}

/** What every paper is called. @returns {Promise<Head[]>} */
export function allHeads() {
  return headsIn("titles");
}

/**
 * @param {number[]} wanted numbers of papers
 * @param {number} papers in the whole catalogue
 * @returns {Promise<Head[]>} in the same order
 */
export async function headsOf(wanted, papers) {
  if (fitsAtOnce(papers)) {
    const all = await allHeads();
    return wanted.map((paper) => all[paper]);
  }
  return Promise.all(
    wanted.map(async (paper) => {
      const part = await headsIn(`titles/${Math.floor(paper / PART)}`);
      return part[paper % PART];
    }),
  );
}

/** @param {string} file @returns {Promise<Head[]>} */
async function headsIn(file) {
  /** @type {Data.Titles} */
  const content = await siteData(`explore/${file}.json`);
  const known = read.get(content);
  if (known) return known;
  const { titles, slugs } = content;
  const heads = titles.map((title, n) => ({ title, slug: slugs[n] ?? guessSlug(title) }));
  read.set(content, heads);
  return heads;
}

/** The slug that most titles and names have; the builder lists the others. @param {string} title */
export function guessSlug(title) {
  const hyphened = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return hyphened.replace(/^-|-$/g, "").slice(0, LONGEST_SLUG).replace(/-$/, "");
}
