/**
 * The data of the explorer, fetched in parts: the filters at once, and the rows of the papers
 * that are seen. What papers are called is in `shared/heads.js`.
 *
 * @import { Bits } from "./bits.js"
 */

import { siteData } from "../shared/site.js";
import { NO_TAG } from "../shared/text.js";
import { add, emptySet, setOf } from "./bits.js";
import { keyOf } from "./state.js";

export class Catalogue {
  /** @param {Data.Filters} filters */
  constructor(filters) {
    this.filters = filters;
    this.papers = filters.papers;
    /** @type {Map<string, Bits>} the papers of each value, by its key */
    this.having = papersByValue(filters);
    /** @type {Map<number, Data.Row[]>} those of the files that are there */
    this.arrived = new Map();
  }

  /** @param {string} key @returns {Bits} the papers of a value */
  papersWith(key) {
    return this.having.get(key) ?? emptySet(this.papers);
  }

  /** @param {string} key @param {Iterable<number>} papers those of a value that was looked up */
  learn(key, papers) {
    this.having.set(key, setOf(this.papers, papers));
  }

  static async open() {
    return new Catalogue(await siteData("explore/filters.json"));
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
  async file(number) {
    /** @type {Data.Row[]} */
    const rows = await siteData(`explore/rows/${number}.json`);
    this.arrived.set(number, rows);
    return rows;
  }
}

/** @param {Data.Filters} filters */
function papersByValue(filters) {
  const { papers } = filters;
  const tags = filters.tags.map(() => emptySet(papers));
  const listings = filters.listings.map(() => emptySet(papers));
  const untagged = emptySet(papers);
  for (let paper = 0; paper < papers; paper++) {
    if (!filters.tagged[paper].length) add(untagged, paper);
    for (const tag of filters.tagged[paper]) add(tags[tag], paper);
    const seen = filters.sightings[paper];
    for (let i = 0; i < seen.length; i += 2) add(listings[seen[i]], paper);
  }
  const having = new Map([[keyOf("code", "1"), setOf(papers, filters.code)]]);
  having.set(keyOf("tag", NO_TAG), untagged);
  for (const [n, id] of filters.tags.entries()) having.set(keyOf("tag", id), tags[n]);
  for (const [n, id] of filters.listings.entries()) having.set(keyOf("source", id), listings[n]);
  for (const [kind, values] of Object.entries(filters.frequent)) {
    for (const [id, differences] of Object.entries(values)) {
      let paper = 0;
      const members = differences.map((difference) => (paper += difference));
      having.set(keyOf(kind, id), setOf(papers, members));
    }
  }
  return having;
}
