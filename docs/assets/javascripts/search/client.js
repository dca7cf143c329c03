/**
 * Asks the search worker from a page.
 *
 * @typedef {import("./answer.js").Shown} Shown
 * @typedef {import("./answer.js").Reading} Reading
 *
 * @typedef {object} Reply
 * @property {boolean} [failed] whether the index did not load
 * @property {number} total papers that answer
 * @property {number[]} documents all that answer, the best first
 * @property {number[]} scores in the same order
 * @property {Shown[]} results the papers asked for
 * @property {Shown[]} others tags, listings and handwritten pages
 * @property {Reading[]} readings
 * @property {string} tried
 * @property {string} nearest a query that finds more; else empty
 * @property {[narrowing: string, papers: number][]} narrowings of the papers that answer
 * @property {{name: string, facet: string, id: string}[]} tags
 * @property {{name: string, id: string}[]} listings
 * @property {Record<string, string>} facets names by id
 */

export class Client {
  /** @param {string} root the way to the site's root */
  constructor(root) {
    this.worker = new Worker(new URL(`${root}search/worker.js`, location.href));
    /** @type {Map<number, (reply: Reply) => void>} */
    this.waiting = new Map();
    this.asked = 0;
    this.worker.addEventListener("message", ({ data: { data } }) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    });
  }

  /**
   * @param {string} text
   * @param {number} from number of the first result
   * @param {number} size
   * @returns {Promise<Reply>}
   */
  ask(text, from, size) {
    const id = ++this.asked;
    return new Promise((done) => {
      this.waiting.set(id, done);
      this.worker.postMessage({ type: 4, data: { id, text, from, size } });
    });
  }
}
