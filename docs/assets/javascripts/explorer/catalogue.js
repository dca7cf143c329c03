/**
 * The data of the explorer, fetched in parts: the filters at once, all titles behind them, and
 * the rows of the papers that are seen.
 *
 * @import { Bits } from "./bits.js"
 *
 * @typedef {object} Head
 * @property {string} slug
 * @property {string} title
 */

import { fetchJson } from "../shared/fetch.js";
import { ROOT } from "../shared/site.js";
import { add, emptySet, setOf } from "./bits.js";
import { keyOf } from "./state.js";

const FOLDER = new URL("explore/", ROOT);
const LONGEST_SLUG = 80;

/** The slug that most titles have; the builder lists the others. @param {string} title */
function guessSlug(title) {
  const hyphened = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return hyphened.replace(/^-|-$/g, "").slice(0, LONGEST_SLUG).replace(/-$/, "");
}

export class Catalogue {
  /** @param {Data.Filters} filters */
  constructor(filters) {
    this.filters = filters;
    this.papers = filters.papers;
    /** @type {Map<string, Bits>} the papers of each value, by its key */
    this.having = papersByValue(filters);
    /** @type {Map<number, Promise<Data.Row[]>>} */
    this.files = new Map();
    /** @type {Map<number, Data.Row[]>} those of the files that are there */
    this.arrived = new Map();
    /** @type {Promise<Head[]> | null} */
    this.asked = null;
    /** @type {Head[] | null} */
    this.known = null;
    /** @type {number[]} */
    this.byId = [];
  }

  /** @param {string} key @returns {Bits} the papers of a value */
  papersWith(key) {
    return this.having.get(key) ?? emptySet(this.papers);
  }

  static async open() {
    return new Catalogue(await fetchJson(new URL("filters.json", FOLDER)));
  }

  /** What every paper is called, fetched once. @returns {Promise<Head[]>} */
  heads() {
    this.asked ??= this.fetchHeads().catch((error) => {
      this.asked = null;
      throw error;
    });
    return this.asked;
  }

  /** @returns {Promise<Head[]>} */
  async fetchHeads() {
    /** @type {Data.Titles} */
    const { titles, slugs, by_id } = await fetchJson(new URL("titles.json", FOLDER));
    this.byId = by_id;
    this.known = titles.map((title, n) => ({ title, slug: slugs[n] ?? guessSlug(title) }));
    return this.known;
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

  /** @param {number[]} papers @returns {Promise<Data.Row[]>} their rows in the same order */
  rowsOf(papers) {
    return Promise.all(papers.map((paper) => this.rowOf(paper)));
  }

  /** @param {number} paper @returns {Promise<Data.Row>} */
  async rowOf(paper) {
    const { rows } = this.filters;
    return (await this.file(Math.floor(paper / rows)))[paper % rows];
  }

  /** @param {number} paper @returns {Data.Row | undefined} its row where that is there */
  knownRow(paper) {
    const { rows } = this.filters;
    return this.arrived.get(Math.floor(paper / rows))?.[paper % rows];
  }

  /** @param {number} number @returns {Promise<Data.Row[]>} */
  file(number) {
    const known = this.files.get(number);
    if (known) return known;
    /** @type {Promise<Data.Row[]>} */
    const found = fetchJson(new URL(`rows/${number}.json`, FOLDER));
    found.then(
      (rows) => this.arrived.set(number, rows),
      () => this.files.delete(number),
    );
    this.files.set(number, found);
    return found;
  }
}

/** @param {Data.Filters} filters */
function papersByValue(filters) {
  const { papers } = filters;
  const tags = filters.tags.map(() => emptySet(papers));
  const listings = filters.listings.map(() => emptySet(papers));
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
