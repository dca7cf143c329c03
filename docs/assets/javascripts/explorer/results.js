/**
 * The list as it stands on the page: rows at once, their abstracts when they come into view.
 *
 * @typedef {import("./state.js").State} State
 */

import { fill, rowOf } from "./list.js";
import { note, placeNow } from "./place.js";
import { choose, keyOf } from "./state.js";
import { wantedWords } from "./words.js";

/** How far outside the window abstracts are fetched. */
const AHEAD = "400px";
/** The class of a list that lays out the rows out of sight, too. */
const EXACT = "explorer__list--exact";

export class Results {
  /**
   * @param {HTMLElement} root
   * @param {import("./catalogue.js").Catalogue} catalogue
   * @param {import("./facets.js").Facets} facets
   * @param {(state: State) => string} addressOf
   */
  constructor(root, catalogue, facets, addressOf) {
    this.root = root;
    this.catalogue = catalogue;
    this.facets = facets;
    this.addressOf = addressOf;
    /** @type {HTMLOListElement} */
    this.list = root.querySelector("[data-list]");
    this.template = root.querySelector("template[data-row]");
    this.code = new Set(catalogue.filters.code);
    /** @type {Map<Element, () => Promise<void>>} what fills each row that still waits */
    this.waiting = new Map();
    this.observer = new IntersectionObserver(
      (seen) => {
        for (const { isIntersecting, target } of seen) if (isIntersecting) this.complete(target);
      },
      { rootMargin: AHEAD },
    );
  }

  /** Show that the list is about to change. */
  wait() {
    this.list.setAttribute("aria-busy", "true");
  }

  /**
   * @param {number[]} papers
   * @param {import("./catalogue.js").Head[]} heads
   * @param {State} state
   * @param {number} first the place of the first row in the whole list, 1-based
   */
  show(papers, heads, state, first) {
    const names = this.namesFor(state);
    this.observer.disconnect();
    this.waiting.clear();
    const items = papers.map((paper, n) => {
      const shown = { head: heads[n], code: this.code.has(paper), ...this.linksOf(paper, state) };
      const item = rowOf(this.template, shown, names);
      this.waiting.set(item, async () => {
        const row = await this.catalogue.rowOf(paper);
        fill(item, row, names);
        item.classList.remove("explorer__waiting");
      });
      return item;
    });
    this.list.start = first;
    this.list.classList.remove(EXACT);
    this.list.replaceChildren(...items);
    this.list.setAttribute("aria-busy", "false");
    for (const item of items) this.observer.observe(item);
  }

  /** Fill one row. @param {Element} item */
  complete(item) {
    const complete = this.waiting.get(item);
    this.waiting.delete(item);
    this.observer.unobserve(item);
    return complete?.().catch((error) => console.warn(error));
  }

  /** Fill every row, so that the heights of the page are final. */
  completeAll() {
    return Promise.all([...this.waiting.keys()].map((item) => this.complete(item)));
  }

  /** The rows' common knowledge. @param {State} state @returns {import("./list.js").Names} */
  namesFor(state) {
    const open = new Set(placeNow().open);
    return {
      root: this.root.dataset.root,
      nameOf: (key) => this.facets.nameOf(key),
      classOf: (key) => this.facets.classOf(key),
      terms: wantedWords(state.q),
      open,
      onOpen: (slug, opened) => {
        if (opened) open.add(slug);
        else open.delete(slug);
        note({ open: [...open] });
      },
      onFollow: (slug) => note({ followed: slug, scroll: scrollY }),
    };
  }

  /** Where the tags and listings of a row lead. @param {number} paper @param {State} state */
  linksOf(paper, state) {
    const { tagged, sightings, tags, listings } = this.catalogue.filters;
    const link = (/** @type {string} */ key) => ({
      key,
      address: this.addressOf(choose(state, key, "include")),
    });
    const seen = [];
    for (let i = 0; i < sightings[paper].length; i += 2) {
      const [listing, position] = sightings[paper].slice(i, i + 2);
      seen.push({ ...link(keyOf("source", listings[listing])), position });
    }
    return { tags: tagged[paper].map((tag) => link(keyOf("tag", tags[tag]))), seen };
  }

  /** Bring the reader back to where they were. */
  async restore() {
    const { scroll, followed, open } = placeNow();
    if (scroll > 0 || open.length) {
      this.list.classList.add(EXACT);
      await this.completeAll();
    }
    scrollTo({ top: scroll, behavior: "instant" });
    const row = [...this.list.children].find((item) => item.dataset.paper === followed);
    row?.querySelector("a").focus({ preventScroll: true });
  }

  /** Bring the beginning of the list into view where it has left it. */
  toTop() {
    // In the next frame, where the new layout is made anyway.
    requestAnimationFrame(() => {
      const main = this.list.parentElement;
      if (main.getBoundingClientRect().top < 0) main.scrollIntoView({ block: "start" });
    });
  }
}
