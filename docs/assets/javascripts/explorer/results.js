/**
 * The list as it stands on the page. The page comes with its first rows; a row that a selection
 * shares with the one before stays. Others come at once, their abstracts when they come into view.
 *
 * @import { Terms } from "../search/excerpt.js"
 * @import { Head } from "../shared/heads.js"
 * @import { Catalogue } from "./catalogue.js"
 * @import { Facets } from "./facets.js"
 * @import { Link, Names } from "./list.js"
 * @import { State } from "./state.js"
 */

import { find, findAll } from "../shared/dom.js";
import { enableAbstract, fillRow, linkRow, openAbstract, rowOf } from "./list.js";
import { notePlace, placeNow } from "./place.js";
import { choose, keyOf } from "./state.js";

/** How far outside the window abstracts are fetched. */
const AHEAD = "400px";
/** The class of a list that lays out the rows out of sight, too. */
const EXACT = "explorer__list--exact";

export class Results {
  /**
   * @param {HTMLElement} root
   * @param {Catalogue} catalogue
   * @param {Facets} facets
   * @param {(state: State) => string} addressOf
   */
  constructor(root, catalogue, facets, addressOf) {
    this.catalogue = catalogue;
    this.addressOf = addressOf;
    /** @type {Names} */
    this.names = {
      nameOf: (key) => facets.nameOf(key),
      classOf: (key) => facets.classOf(key),
    };
    this.list = find(root, "[data-list]", HTMLOListElement);
    this.code = new Set(catalogue.filters.code);
    const { years, frequent } = catalogue.filters;
    this.bylines = years !== null || "author" in frequent || "venue" in frequent;
    /** @type {Map<number, HTMLElement>} the rows that stand, by the number of the paper */
    this.rows = new Map();
    /** The words that are marked in them. */
    this.marked = "";
    /** @type {Map<Element, () => Promise<void>>} what fills each row that has no whole abstract */
    this.waiting = new Map();
    this.observer = new IntersectionObserver(
      (seen) => {
        for (const { isIntersecting, target } of seen) if (isIntersecting) this.complete(target);
      },
      { rootMargin: AHEAD },
    );
    /** Whether the reader has gone into the list as it stands. */
    this.entered = false;
    for (const name of ["pointermove", "pointerdown", "focusin"])
      this.list.addEventListener(name, () => this.enter());
    addEventListener("scroll", () => this.enter(), { passive: true });
    addEventListener("beforeprint", () => void this.completeAll());
    this.adopt();
    this.list.addEventListener("click", (event) => this.follow(event.target));
  }

  /** Take over the rows that the page came with, which are those of the first papers. */
  adopt() {
    for (const [paper, item] of this.items().entries()) {
      this.rows.set(paper, item);
      this.waiting.set(item, async () =>
        fillRow(item, await this.catalogue.rowOf(paper), new Map()),
      );
      enableAbstract(item);
    }
    for (const node of [...this.list.childNodes]) if (node instanceof Text) node.remove();
  }

  enter() {
    this.entered = true;
  }

  /** How many rows the reader has seen: all where they went into the list, else those in the window. */
  countSeen() {
    const items = this.items();
    if (this.entered) return items.length;
    return items.filter((item) => item.getBoundingClientRect().top < innerHeight).length;
  }

  items() {
    return findAll(this.list, ":scope > li", HTMLElement);
  }

  /** Show that the list is about to change. */
  wait() {
    this.list.setAttribute("aria-busy", "true");
  }

  /** Show no paper. */
  clear() {
    this.rows.clear();
    this.placeRows([]);
    this.list.setAttribute("aria-busy", "false");
  }

  /** @param {number[]} papers @param {Terms} terms @returns {number[]} those that have no row yet */
  lacking(papers, terms) {
    if (keyOfTerms(terms) !== this.marked) return papers;
    return papers.filter((paper) => !this.rows.has(paper));
  }

  /**
   * @param {number[]} papers
   * @param {Map<number, Head>} heads of those that are lacking
   * @param {Terms} terms those that are marked
   * @param {State} state
   * @param {number} first the place of the first row in the whole list, 1-based
   */
  show(papers, heads, terms, state, first) {
    const { open } = placeNow();
    /** @type {Map<number, HTMLElement>} */
    const rows = new Map();
    for (const paper of papers) {
      const links = this.linksOf(paper, state);
      const head = heads.get(paper);
      const item = head ? this.makeRow(paper, head, links, terms) : this.rows.get(paper);
      // What has no row yet has a head: see `lacking`.
      if (!item) continue;
      linkRow(item, links, this.names);
      openAbstract(item, open.includes(item.dataset.paper ?? ""));
      rows.set(paper, item);
    }
    this.marked = keyOfTerms(terms);
    this.rows = rows;
    this.list.start = first;
    this.list.classList.remove(EXACT);
    this.placeRows([...rows.values()]);
    this.list.setAttribute("aria-busy", "false");
    this.entered = false;
  }

  /**
   * A row that is whole, or fills itself when it comes into view.
   *
   * @param {number} paper
   * @param {Head} head
   * @param {Link[]} links
   * @param {Terms} terms
   */
  makeRow(paper, head, links, terms) {
    const known = this.catalogue.knownRow(paper);
    const shown = {
      head,
      links,
      code: this.code.has(paper),
      given: this.catalogue.filters.given[paper],
      byline: this.bylines,
    };
    const item = rowOf(shown, this.names, terms);
    if (known) {
      fillRow(item, known, terms);
    } else {
      this.waiting.set(item, async () => fillRow(item, await this.catalogue.rowOf(paper), terms));
      this.observer.observe(item);
    }
    return item;
  }

  /**
   * Put rows into the list; those that stay are not moved, so they keep the focus.
   *
   * @param {HTMLElement[]} items
   */
  placeRows(items) {
    const staying = new Set(items);
    for (const item of this.items()) {
      if (staying.has(item)) continue;
      this.observer.unobserve(item);
      this.waiting.delete(item);
      item.remove();
    }
    let next = this.list.firstElementChild;
    for (const item of items) {
      if (item === next) next = item.nextElementSibling;
      else this.list.insertBefore(item, next);
    }
  }

  /** Fill one row. @param {Element} item */
  complete(item) {
    const complete = this.waiting.get(item);
    this.waiting.delete(item);
    this.observer.unobserve(item);
    return complete?.().catch((error) => {
      this.waiting.set(item, complete);
      console.warn(error);
    });
  }

  /** Fill every row, so that the heights of the page are final. */
  completeAll() {
    return Promise.all([...this.waiting.keys()].map((item) => this.complete(item)));
  }

  /** Open and close abstracts; note which paper is followed. @param {EventTarget | null} target */
  async follow(target) {
    if (!(target instanceof Element)) return;
    const item = target.closest("li[data-paper]");
    if (!(item instanceof HTMLElement)) return;
    const { paper: slug = "" } = item.dataset;
    if (target.closest(".paper-item__title a")) notePlace({ followed: slug, scroll: scrollY });
    const button = target.closest(".explorer__more");
    if (!button) return;
    await this.complete(item);
    const opened = button.getAttribute("aria-expanded") !== "true";
    openAbstract(item, opened);
    const others = placeNow().open.filter((other) => other !== slug);
    notePlace({ open: opened ? [...others, slug] : others });
  }

  /**
   * Where the tags and listings of a row lead.
   *
   * @param {number} paper
   * @param {State} state
   * @returns {Link[]}
   */
  linksOf(paper, state) {
    const { tagged, sightings, tags, listings } = this.catalogue.filters;
    const link = (/** @type {string} */ key) => ({
      key,
      address: this.addressOf(choose(state, key, "include")),
    });
    /** @type {Link[]} */
    const seen = [];
    for (let i = 0; i < sightings[paper].length; i += 2) {
      const [listing, position] = sightings[paper].slice(i, i + 2);
      seen.push({ ...link(keyOf("source", listings[listing])), position });
    }
    return [...tagged[paper].map((tag) => link(keyOf("tag", tags[tag]))), ...seen];
  }

  /** Bring the reader back to where they were. */
  async restore() {
    const { scroll, followed, open } = placeNow();
    if (scroll > 0 || open.length) {
      this.list.classList.add(EXACT);
      await this.completeAll();
    }
    scrollTo({ top: scroll, behavior: "instant" });
    const row = this.items().find((item) => item.dataset.paper === followed);
    row?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** Bring the beginning of the list into view where it has left it. */
  toTop() {
    // In the next frame, where the new layout is made anyway.
    requestAnimationFrame(() => {
      const main = this.list.parentElement;
      if (main && main.getBoundingClientRect().top < 0) main.scrollIntoView({ block: "start" });
    });
  }
}

/** @param {Terms} terms */
function keyOfTerms(terms) {
  return [...terms.keys()].join(" ");
}
