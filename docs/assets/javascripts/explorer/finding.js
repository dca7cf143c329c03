/**
 * What the words of a state find. On a slow line that is answered twice; what the reader has seen
 * of the first list is the beginning of the second.
 *
 * @import { Answer } from "../search/answer.js"
 */

import { askAndShow } from "../search/asking.js";

export class Finding {
  constructor() {
    this.words = "";
    /** @type {Answer | null} */
    this.answer = null;
    /** The list whose beginning stays: its address, of whichever page. */
    this.list = "";
    /** @type {number[]} the papers at its beginning */
    this.seen = [];
  }

  /**
   * @param {string} words
   * @param {() => boolean} isWanted
   * @param {(answer: Answer, again: boolean) => Promise<void>} show
   */
  async ask(words, isWanted, show) {
    if (this.answer?.isWhole && this.words === words) return show(this.answer, false);
    await askAndShow(words, isWanted, async (answer, again) => {
      this.words = words;
      this.answer = answer;
      if (!again) this.keep("", []);
      await show(answer, again);
    });
  }

  /** Keep the beginning of a list as it is. @param {string} list @param {number[]} seen */
  keep(list, seen) {
    this.list = list;
    this.seen = seen;
  }

  /**
   * Papers in order, after those that the reader has seen of the same list.
   *
   * @template {Iterable<number>} Papers
   * @param {Papers} papers
   * @param {string} list its address
   * @returns {Papers | number[]}
   */
  continueList(papers, list) {
    if (!this.seen.length || list !== this.list) return papers;
    const placed = new Set(this.seen);
    return [...this.seen, ...[...papers].filter((paper) => !placed.has(paper))];
  }
}
