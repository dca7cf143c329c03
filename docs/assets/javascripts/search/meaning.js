/**
 * What a query means, and how near papers are to it, as `builder/search/meaning.py` has it.
 *
 * Vectors are whole numbers, which a double holds exactly, so that both get the same.
 *
 * @import { Store } from "./store.js"
 *
 * @typedef {ArrayLike<number>} Vector
 *
 * @typedef {object} Seen a paper that was looked at
 * @property {Int8Array} table
 * @property {Float64Array} lengths
 * @property {number} row of the paper in both
 * @property {number[]} related
 * @property {number[]} tags
 */

/** The length of a query's vector. */
const UNIT = 32767;
const PROBED_CLUSTERS = 16;
export const PROBED_PAPERS = 10;
const FEEDBACK_SHARE = 3;
const FEEDBACK_WHOLE = 10;

/**
 * The vector of a query; nothing where no word has a row.
 *
 * @param {Store} store
 * @param {string[]} words lower case
 * @returns {Promise<Float64Array | undefined>}
 */
export async function encodeQuery(store, words) {
  const [{ size }, network, rows] = await Promise.all([
    store.meaning(),
    store.network(),
    Promise.all(words.map((word) => store.wordRow(word))),
  ]);
  const known = rows.filter((row) => row !== undefined);
  if (!known.length) return undefined;
  const sum = new Float64Array(size);
  for (const { scale, vector } of known)
    for (let at = 0; at < size; at++) sum[at] += scale * vector[at];
  const unit = toUnit(sum);
  const { inner, innerBias, outer, outerBias, gain } = network;
  const hidden = Float64Array.from(innerBias);
  for (let from = 0; from < size; from++)
    for (let to = 0; to < hidden.length; to++)
      hidden[to] += unit[from] * inner[from * hidden.length + to];
  const change = Float64Array.from(outerBias);
  for (let from = 0; from < hidden.length; from++)
    if (hidden[from] > 0)
      for (let to = 0; to < size; to++) change[to] += hidden[from] * outer[from * size + to];
  return toUnit(unit.map((value, at) => value + Math.floor(change[at] / gain + 0.5)));
}

/** The vector at length `UNIT`, in whole numbers. @param {Vector} vector @returns {Float64Array} */
function toUnit(vector) {
  const length = lengthOf(vector, 0, vector.length) || 1;
  return Float64Array.from(vector, (value) => Math.floor((UNIT * value) / length + 0.5));
}

/** The length of each row of a table. @param {Int8Array} table @param {number} size */
export function lengthsOf(table, size) {
  const rows = table.length / size;
  return Float64Array.from({ length: rows }, (_, row) => lengthOf(table, row * size, size));
}

/** @param {Vector} numbers @param {number} start @param {number} size */
function lengthOf(numbers, start, size) {
  let sum = 0;
  for (let at = start; at < start + size; at++) sum += numbers[at] * numbers[at];
  return Math.sqrt(sum);
}

/**
 * The cosine of the query with a row of a table.
 *
 * @param {Float64Array} query
 * @param {Int8Array} table
 * @param {number} row
 * @param {number} [length] of the row, where it is known
 */
export function cosine(query, table, row, length) {
  const start = row * query.length;
  let product = 0;
  for (let at = 0; at < query.length; at++) product += query[at] * table[start + at];
  return product / (UNIT * ((length ?? lengthOf(table, start, query.length)) || 1));
}

/** How near each paper is to a query. */
export class Nearness {
  /**
   * @param {number} papers
   * @param {Data.Clusters | undefined} clusters
   * @param {number} size
   */
  constructor(papers, clusters, size) {
    this.papers = papers;
    this.clusters = clusters;
    this.size = size;
    /**
     * Those looked at.
     *
     * @type {Map<number, Seen>}
     */
    this.seen = new Map();
  }

  /**
   * Load the vectors that a query needs.
   *
   * @param {Store} store
   * @param {Float64Array} query
   * @param {number[]} found the first papers that the words find
   */
  static async open(store, query, found) {
    const { size, clustered } = await store.meaning();
    const clusters = clustered ? await store.clusters() : undefined;
    const near = new Nearness(store.manifest.papers, clusters, size);
    const parts = clusters ? near.probe(query, clusters, found) : [0];
    const files = await Promise.all(parts.map((part) => store.vectors(part)));
    parts.forEach((part, n) => {
      near.take(part, files[n]);
    });
    return near;
  }

  /**
   * The clusters nearest to the query and those of the first papers found.
   *
   * @param {Float64Array} query
   * @param {Data.Clusters} clusters
   * @param {number[]} found
   */
  probe(query, { centres, coherence, ofPaper }, found) {
    const cosines = coherence.map((_, cluster) => cosine(query, centres, cluster));
    const order = cosines.map((_, cluster) => cluster);
    order.sort((a, b) => cosines[b] - cosines[a] || a - b);
    const chosen = new Set(order.slice(0, PROBED_CLUSTERS));
    for (const paper of found) chosen.add(ofPaper[paper]);
    return [...chosen];
  }

  /** @param {number} part @param {Data.Vectors} vectors */
  take(part, { table, lengths, related, tags }) {
    const members = this.clusters?.members[part];
    related.forEach((own, row) => {
      this.seen.set(members ? members[row] : row, {
        table,
        lengths,
        row,
        related: own,
        tags: tags[row] ?? [],
      });
    });
  }

  /**
   * Each paper's cosine, estimated by its cluster's where it was not looked at.
   *
   * @param {Float64Array} query
   * @returns {Float64Array}
   */
  cosines(query) {
    const cosines = new Float64Array(this.papers);
    const { clusters } = this;
    if (clusters) {
      const estimates = clusters.coherence.map(
        (share, cluster) => (cosine(query, clusters.centres, cluster) * share) / 1000,
      );
      for (let paper = 0; paper < this.papers; paper++)
        cosines[paper] = estimates[clusters.ofPaper[paper]];
    }
    for (const [paper, { table, lengths, row }] of this.seen)
      cosines[paper] = cosine(query, table, row, lengths[row]);
    return cosines;
  }

  /**
   * The query moved towards the best papers.
   *
   * @param {Float64Array} query
   * @param {number[]} best
   * @returns {Float64Array}
   */
  feedback(query, best) {
    const mean = new Float64Array(this.size);
    for (const paper of best) {
      const known = this.seen.get(paper);
      if (!known) continue;
      const { table, row } = known;
      const unit = toUnit(table.subarray(row * this.size, (row + 1) * this.size));
      for (let at = 0; at < this.size; at++) mean[at] += unit[at];
    }
    const towards = toUnit(mean);
    return toUnit(query.map((value, at) => FEEDBACK_WHOLE * value + FEEDBACK_SHARE * towards[at]));
  }
}
