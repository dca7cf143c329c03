/**
 * Free text over the papers, behind one call, so that the search of the site can take its place.
 *
 * @typedef {(words: string) => Promise<Uint32Array | number[]>} Matcher papers, best first
 */

import { wordsOf } from "./words.js";

/**
 * A matcher over titles alone: every word must start a word of the title.
 *
 * @param {import("./catalogue.js").Catalogue} catalogue
 * @returns {Matcher}
 */
export function titleMatcher(catalogue) {
  /** @type {string[] | null} */
  let folded = null;
  return async (words) => {
    folded ??= (await catalogue.heads()).map(({ title }) => ` ${wordsOf(title).join(" ")} `);
    const terms = wordsOf(words);
    /** @type {{paper: number, score: number}[]} */
    const hits = [];
    folded.forEach((title, paper) => {
      let score = 0;
      for (const term of terms) {
        const at = title.indexOf(` ${term}`);
        if (at < 0) return;
        score += (title.includes(` ${term} `) ? 2 : 1) + (at === 0 ? 1 : 0);
      }
      hits.push({ paper, score: score - title.length / 1000 });
    });
    hits.sort((a, b) => b.score - a.score || a.paper - b.paper);
    return hits.map((hit) => hit.paper);
  };
}

