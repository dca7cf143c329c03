/**
 * Asks the search worker from a page.
 *
 * @import { Reading, Result } from "./answer.js"
 * @import { Note } from "./notes.js"
 *
 * @typedef {object} Question
 * @property {number} id
 * @property {string} text
 * @property {number} from number of the first result
 * @property {number} size how many results
 *
 * @typedef {object} Reply
 * @property {number} id
 * @property {number} total papers that answer
 * @property {number[]} documents all that answer, the best first
 * @property {number[]} scores in the same order
 * @property {Result[]} results the papers asked for
 * @property {Result[]} others tags, listings and handwritten pages
 * @property {Note[]} notes what to tell of the query
 * @property {Reading[]} readings
 * @property {string[]} misspelt what to say of words that no paper has
 * @property {string} nearest a query that finds more; else empty
 * @property {[narrowing: string, papers: number][]} narrowings of the papers that answer
 * @property {{name: string, facet: string, id: string}[]} tags
 * @property {{name: string, id: string}[]} listings
 * @property {Record<string, string>} facets names by id
 */

import { ROOT } from "../shared/site.js";

export class Client {
  constructor() {
    this.worker = new Worker(new URL("search/worker.js", ROOT));
    /** @type {Map<number, (reply: Reply | null) => void>} */
    this.waiting = new Map();
    this.asked = 0;
    this.worker.addEventListener("message", ({ data: { data } }) => {
      this.waiting.get(data.id)?.(data.failed ? null : data);
      this.waiting.delete(data.id);
    });
  }

  /**
   * @param {string} text
   * @param {number} from number of the first result
   * @param {number} size
   * @returns {Promise<Reply | null>} null where the index did not load
   */
  ask(text, from, size) {
    const id = ++this.asked;
    return new Promise((done) => {
      this.waiting.set(id, done);
      this.worker.postMessage({ type: 4, data: { id, text, from, size } });
    });
  }
}
