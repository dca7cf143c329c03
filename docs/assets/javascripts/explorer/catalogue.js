/**
 * The data of the explorer, fetched in parts: the filters at once, all titles behind them, and
 * the rows of the papers that are seen.
 *
 * @typedef {object} Head
 * @property {string} slug
 * @property {string} title
 *
 * @typedef {object} Row
 * @property {string} slug
 * @property {string} title
 * @property {string} [abstract]
 * @property {string[]} [authors]
 * @property {number} [year]
 * @property {string} [venue]
 *
 * @typedef {object} Filters
 * @property {number} papers
 * @property {number} rows papers in a file of rows
 * @property {string[]} tags
 * @property {string[]} listings
 * @property {number[][]} tagged
 * @property {number[][]} sightings
 * @property {number[]} code
 * @property {number[] | null} years
 * @property {number[]} title_ranks
 */

import { add, none, setOf } from "./bits.js";
import { keyOf } from "./state.js";

const LONGEST_SLUG = 80;

/** The slug that most titles have; the builder lists the others. @param {string} title */
function guessSlug(title) {
  const hyphened = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return hyphened.replace(/^-|-$/g, "").slice(0, LONGEST_SLUG).replace(/-$/, "");
}

export class Catalogue {
  /** @param {URL} folder @param {Filters} filters */
  constructor(folder, filters) {
    this.folder = folder;
    this.filters = filters;
    this.papers = filters.papers;
    /** @type {Map<string, import("./bits.js").Bits>} the papers of each value, by its key */
    this.having = papersByValue(filters);
    /** @type {Map<number, Promise<Row[]>>} */
    this.files = new Map();
    /** @type {Map<number, Row[]>} those of the files that are there */
    this.arrived = new Map();
    /** @type {Promise<Head[]> | null} */
    this.asked = null;
    /** @type {Head[] | null} */
    this.known = null;
    /** @type {number[]} */
    this.byId = [];
  }

  /** @param {URL} folder @returns {Promise<Catalogue>} */
  static async open(folder) {
    return new Catalogue(folder, await fetchJson(new URL("filters.json", folder)));
  }

  /** What every paper is called, fetched once. @returns {Promise<Head[]>} */
  heads() {
    this.asked ??= fetchJson(new URL("titles.json", this.folder)).then(
      ({ titles, slugs, by_id: byId }) => {
        this.byId = byId;
        this.known = titles.map((title, n) => ({ title, slug: slugs[n] ?? guessSlug(title) }));
        return this.known;
      },
      (error) => {
        this.asked = null;
        throw error;
      },
    );
    return this.asked;
  }

  /** The papers in the order of their ids, which is that of the search. @returns {Promise<number[]>} */
  async numbersById() {
    await this.heads();
    return this.byId;
  }

  /** What some papers are called, at once where that is known. @param {number[]} papers @returns {Promise<Head[]>} */
  async headsOf(papers) {
    const { known } = this;
    return known ? papers.map((paper) => known[paper]) : this.rowsOf(papers);
  }

  /** @param {number[]} papers @returns {Promise<Row[]>} their rows in the same order */
  rowsOf(papers) {
    return Promise.all(papers.map((paper) => this.rowOf(paper)));
  }

  /** @param {number} paper @returns {Promise<Row>} */
  async rowOf(paper) {
    const { rows } = this.filters;
    return (await this.file(Math.floor(paper / rows)))[paper % rows];
  }

  /** @param {number} paper @returns {Row | undefined} its row where that is there */
  knownRow(paper) {
    const { rows } = this.filters;
    return this.arrived.get(Math.floor(paper / rows))?.[paper % rows];
  }

  /** @param {number} number @returns {Promise<Row[]>} */
  file(number) {
    let found = this.files.get(number);
    if (!found) {
      found = fetchJson(new URL(`rows/${number}.json`, this.folder));
      found.then(
        (rows) => this.arrived.set(number, rows),
        () => this.files.delete(number),
      );
      this.files.set(number, found);
    }
    return found;
  }
}

/** @param {Filters} filters */
function papersByValue(filters) {
  const { papers } = filters;
  const tags = filters.tags.map(() => none(papers));
  const listings = filters.listings.map(() => none(papers));
  for (let paper = 0; paper < papers; paper++) {
    for (const tag of filters.tagged[paper]) add(tags[tag], paper);
    const seen = filters.sightings[paper];
    for (let i = 0; i < seen.length; i += 2) add(listings[seen[i]], paper);
  }
  const having = new Map([[keyOf("code", "1"), setOf(papers, filters.code)]]);
  for (const [n, id] of filters.tags.entries()) having.set(keyOf("tag", id), tags[n]);
  for (const [n, id] of filters.listings.entries()) having.set(keyOf("source", id), listings[n]);
  return having;
}

/** @param {URL} address */
async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  return answer.json();
}
