/**
 * The store of a site whose setting is `search_engine: pagefind`: Pagefind is asked once per
 * word, and what it answers takes the place of postings.
 *
 * @typedef {import("./analysis.js").Token} Token
 * @typedef {import("./store.js").Word} Word
 */
import { Store } from "./store.js";

/** Pagefind's best score for a word counts like so many occurrences. */
const MOST = 16;

export class PagedStore extends Store {
  /** @returns {Promise<any>} Pagefind's module, ready */
  pagefind() {
    return this.file("pagefind/pagefind.js", async (pagefind) => {
      await pagefind.init();
      return pagefind;
    });
  }

  /** Lengths are already in Pagefind's scores. */
  async facts() {
    const facts = await super.facts();
    this.even ??= facts.lengths.map(() => 1);
    return { ...facts, lengths: this.even };
  }

  /**
   * @param {Word} word
   * @returns {Promise<number[]>}
   */
  async postings(word) {
    const found = [...(await this.ask(word.surface))].sort(([a], [b]) => a - b);
    const best = Math.max(...found.map(([, score]) => score), Number.MIN_VALUE);
    let before = 0;
    return found.flatMap(([document, score]) => {
      const difference = document - before;
      before = document;
      return [difference, Math.max(1, Math.round((MOST * score) / best)) << 2];
    });
  }

  /**
   * @param {Token[]} phrase
   * @returns {Promise<Set<number>>}
   */
  async having(phrase) {
    const words = phrase.map(({ word }) => word).join(" ");
    return new Set((await this.ask(phrase.length > 1 ? `"${words}"` : words)).map(([n]) => n));
  }

  /**
   * @param {string} text
   * @returns {Promise<[document: number, score: number][]>}
   */
  async ask(text) {
    const [pagefind, numbers] = await Promise.all([
      this.pagefind(),
      this.file(
        "pagefind-ids.json",
        (ids) => new Map(ids.map((/** @type {string} */ id, /** @type {number} */ n) => [id, n])),
      ),
    ]);
    const { results } = await pagefind.search(text);
    return results.map((/** @type {{id: string, score: number}} */ { id, score }) => [
      numbers.get(id),
      score,
    ]);
  }
}
