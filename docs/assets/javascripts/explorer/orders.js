/**
 * The orders of the list. Each is a permutation of all papers, made once; a selection in order is
 * a walk along it, so nothing is sorted on a click.
 *
 * @import { Bits } from "./bits.js"
 * @import { Selection } from "./selection.js"
 * @import { State } from "./state.js"
 */

import { has } from "./bits.js";
import { keyOf } from "./state.js";

/** More than the days of a year as `builder/exports/explorer.py` numbers them. */
const DAYS = 512;

export class Orders {
  /** @param {Data.Filters} filters */
  constructor(filters) {
    this.filters = filters;
    /** @type {Map<string, Uint32Array>} */
    this.made = new Map();
  }

  /**
   * The found papers in the order that a state asks for.
   *
   * @param {State} state
   * @param {Selection} selection
   * @param {number[]} [ranked] papers with the words of the state, best first
   * @returns {{sort: string, papers: Uint32Array | number[]}}
   */
  arrange(state, { found, count }, ranked) {
    const sort = state.sort || "relevance";
    if (sort === "relevance" && ranked) {
      return { sort, papers: ranked.filter((paper) => has(found, paper)) };
    }
    const chosen = this.filters.listings.flatMap((id, n) =>
      state.chosen.get(keyOf("source", id)) === "include" ? [n] : [],
    );
    const other = sort === "relevance" ? "position" : sort;
    return { sort: other, papers: this.walk(other, chosen, found, count) };
  }

  /**
   * @param {string} sort `position`, `title`, `listings`, `newest`, `oldest` or `added`
   * @param {number[]} listings numbers of the chosen listings; they decide what a position is
   * @param {Bits} found
   * @param {number} count how many are found
   * @returns {Uint32Array} the found papers in order
   */
  walk(sort, listings, found, count) {
    const papers = new Uint32Array(count);
    let filled = 0;
    for (const paper of this.order(sort, listings)) {
      if (has(found, paper)) papers[filled++] = paper;
    }
    return papers;
  }

  /** @param {string} sort @param {number[]} listings @returns {Uint32Array} */
  order(sort, listings) {
    const name = sort === "position" ? `position ${listings.join(" ")}` : sort;
    let order = this.made.get(name);
    if (!order) {
      order = sortByKey(this.keys(sort, listings));
      this.made.set(name, order);
    }
    return order;
  }

  /** What the papers are sorted by, lowest first. @param {string} sort @param {number[]} listings @returns {Iterable<number>} */
  keys(sort, listings) {
    const { sightings, title_ranks: titles } = this.filters;
    switch (sort) {
      case "title":
        return titles;
      case "listings":
        return sightings.map((seen) => -countListings(seen));
      case "newest":
        return this.dates().map((date) => (date ? -date : 1));
      case "oldest":
        return this.dates().map((date) => date || 2 ** 21);
      case "added":
        return (this.filters.arrivals ?? []).map((day) => (day ? -day : 1));
      default:
        return listings.length ? sightings.map((seen) => bestPlace(seen, listings)) : titles.keys();
    }
  }

  /** Dates as numbers, 0 where unknown; the year alone comes before its days. */
  dates() {
    const { years, days } = this.filters;
    return (years ?? []).map((year, paper) => year * DAYS + (days?.[paper] ?? 0));
  }
}

/** How many listings there are in pairs of listing and position. @param {number[]} seen */
function countListings(seen) {
  let count = 0;
  for (let i = 0; i < seen.length; i += 2) if (i === 0 || seen[i] !== seen[i - 2]) count++;
  return count;
}

/** @param {number[]} seen @param {number[]} listings */
function bestPlace(seen, listings) {
  let best = 2 ** 20;
  for (let i = 0; i < seen.length; i += 2) {
    if (listings.includes(seen[i])) best = Math.min(best, seen[i + 1]);
  }
  return best;
}

/**
 * Papers by key, then by number. Both are packed into one float, because a typed array of numbers
 * sorts many times faster than an array with a comparison.
 *
 * @param {Iterable<number>} keys below 2^21 either way
 * @returns {Uint32Array}
 */
function sortByKey(keys) {
  const packed = Float64Array.from(keys, (key, paper) => key * 2 ** 24 + paper);
  packed.sort();
  return Uint32Array.from(packed, (value) => value - Math.floor(value / 2 ** 24) * 2 ** 24);
}
