/** The explorer: puts the state of the address, the data and the controls together. */

import { offerExport } from "../cite/cite.js";
import { setOf } from "./bits.js";
import { Catalogue } from "./catalogue.js";
import { activeFilters, showChips, showEmpty } from "./chips.js";
import { Facets, papersWritten, written } from "./facets.js";
import { installKeys } from "./keys.js";
import { showPages } from "./list.js";
import { matcherOf } from "./matcher.js";
import { Orders } from "./orders.js";
import { go, remember, remembered, watchScroll } from "./place.js";
import { Results } from "./results.js";
import { select, waysOut } from "./selection.js";
import { installSheet } from "./sheet.js";
import { choose, cleared, copy, format, keyOf, narrows, parse } from "./state.js";

/** Milliseconds without a key before words are searched. */
const TYPING_PAUSE = 120;
/** Papers on one page of the list; the page comes with as many, see `FIRST` in `explore.py`. */
const PAGE = 20;

class Explorer {
  /** @param {HTMLElement} root @param {Catalogue} catalogue */
  constructor(root, catalogue) {
    this.root = root;
    this.catalogue = catalogue;
    this.orders = new Orders(catalogue.filters);
    this.match = matcherOf(root.dataset.root, catalogue);
    /** @type {(import("./matcher.js").Matched & {words: string, bits: Uint32Array}) | null} */
    this.matched = null;
    this.part = Object.fromEntries(
      ["chips", "active", "empty", "pages", "status", "sort", "notice", "last"].map((name) => [
        name,
        root.querySelector(`[data-${name}]`),
      ]),
    );
    /** @type {HTMLInputElement} */
    this.words = root.querySelector("#explorer-words");
    this.facets = new Facets(root, (change) => this.turn(change(this.state)));
    this.results = new Results(root, catalogue, this.facets, (state) => this.addressOf(state));
    this.sorts = [...this.part.sort.options].map((option) => option.value);
    /** @type {Uint32Array | number[]} all that the state selects, in order */
    this.found = [];
    this.turns = 0;
    /** The query of the address that is shown. */
    this.shown = "";
    this.typed = false;
    this.read();
  }

  /** Take the state from the address. */
  read() {
    const { state, unknown } = parse(location.search, this.facets.groups, this.sorts);
    this.state = state;
    this.words.value = state.q;
    if (unknown.length) this.say(`Not in this catalogue any more: ${unknown.join(", ")}.`);
  }

  /** @param {string} notice */
  say(notice) {
    this.part.notice.textContent = notice;
    this.part.notice.hidden = notice === "";
  }

  /** Offer the selection of an earlier visit, until there is another. @param {string} address */
  offerLast(address) {
    this.part.last.href = address;
    this.part.last.hidden = address === "";
  }

  /**
   * Go to another state.
   *
   * @param {import("./state.js").State} state
   * @param {"push" | "replace"} [how]
   */
  turn(state, how = "push") {
    this.state = state;
    if (how === "push") this.typed = false;
    this.words.value = state.q.trim() === this.words.value.trim() ? this.words.value : state.q;
    this.say("");
    this.offerLast("");
    go(format(state, this.facets.groups), how);
    return this.show("top");
  }

  /**
   * Show the present state.
   *
   * @param {"top" | "place"} at whether the list starts at its top or where the reader was
   */
  async show(at) {
    const turn = ++this.turns;
    this.shown = location.search;
    const words = this.state.q.trim();
    this.results.wait();
    if (words && this.matched?.words !== words) {
      const matched = await this.match(words);
      if (turn !== this.turns) return;
      this.matched = { ...matched, words, bits: setOf(this.catalogue.papers, matched.papers) };
    }
    if (words && this.matched.note) this.say(this.matched.note);
    const papers = this.showCounts(words ? this.matched : null);
    const terms = words ? this.matched.terms : [];
    const lacking = this.results.lacking(papers, terms);
    const heads = await this.catalogue.headsOf(lacking);
    if (turn !== this.turns) return;
    const headed = new Map(lacking.map((paper, n) => [paper, heads[n]]));
    this.results.show(papers, headed, terms, this.state, (this.state.page - 1) * PAGE + 1);
    document.documentElement.removeAttribute("data-asked");
    if (at === "place") await this.results.restore();
    else this.results.toTop();
  }

  /** Show everything but the rows; returns the papers of the page. */
  showCounts(matched) {
    const { state, facets, catalogue, part } = this;
    const selection = select(catalogue, facets.groups, state, matched?.bits ?? null);
    facets.show(state, selection, catalogue.filters.years);
    const chips = activeFilters(state, facets);
    showChips(part.chips, chips, facets, (next) => this.turn(next));
    part.active.hidden = chips.length === 0;
    const { sort, papers } = this.inOrder(selection, matched);
    this.found = papers;
    part.sort.value = sort;
    part.sort.querySelector("[value=relevance]").hidden = !matched;

    const pages = Math.max(1, Math.ceil(papers.length / PAGE));
    state.page = Math.min(state.page, pages);
    showPages(part.pages, state.page, pages, (page) => this.addressOf({ ...state, page }));
    part.empty.hidden = papers.length > 0;
    if (!papers.length) {
      const ways = waysOut(catalogue, facets.groups, state, matched?.bits ?? null);
      showEmpty(part.empty, ways, chips, (next) => this.turn(next));
    }
    this.showStatus(papers.length, pages, chips.length);
    return [...papers.slice((state.page - 1) * PAGE, state.page * PAGE)];
  }

  /** @param {number} count @param {number} pages @param {number} chips */
  showStatus(count, pages, chips) {
    const all = this.catalogue.papers;
    const narrow = narrows(this.state);
    const page = pages > 1 ? `, page ${written(this.state.page)} of ${written(pages)}` : "";
    const text =
      (narrow ? `${written(count)} of ${papersWritten(all)}` : papersWritten(all)) + page;
    if (this.part.status.textContent !== text) this.part.status.textContent = text;
    this.root.querySelector("[data-chosen]").textContent = chips ? `(${written(chips)})` : "";
    this.root.querySelector("[data-close]").textContent = `Show ${papersWritten(count)}`;
  }

  /** @returns {Promise<string[]>} of all that the state selects, in order */
  async slugs() {
    const heads = await this.catalogue.heads();
    return [...this.found].map((paper) => heads[paper].slug);
  }

  /** @returns {{sort: string, papers: Uint32Array | number[]}} the found papers in order */
  inOrder({ found, count }, matched) {
    const { state, catalogue } = this;
    let sort = state.sort || (matched ? "relevance" : "position");
    if (sort === "relevance" && !matched) sort = "position";
    if (sort === "relevance") {
      const papers = matched.papers.filter((n) => (found[n >>> 5] >>> (n & 31)) & 1);
      return { sort, papers };
    }
    const { listings } = catalogue.filters;
    const chosen = listings.flatMap((id, n) =>
      state.chosen.get(keyOf("source", id)) === "include" ? [n] : [],
    );
    return { sort, papers: this.orders.walk(sort, chosen, found, count) };
  }

  /** @param {import("./state.js").State} state */
  addressOf(state) {
    return format(state, this.facets.groups) || location.pathname;
  }

  /** Listen to everything but the filters, which listen for themselves. */
  listen() {
    let timer = 0;
    const type = () => {
      if (this.words.value.trim() === this.state.q.trim()) return;
      const state = { ...copy(this.state), q: this.words.value, page: 1 };
      const how = this.typed ? "replace" : "push";
      this.turn(state, how);
      this.typed = true;
    };
    this.words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(type, TYPING_PAUSE);
    });
    this.words.addEventListener("blur", () => {
      this.typed = false;
    });
    this.root.querySelector("[data-search]").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      type();
      this.typed = false;
    });
    this.part.sort.addEventListener("change", () => {
      this.turn({ ...copy(this.state), sort: this.part.sort.value, page: 1 });
    });
    for (const button of this.root.querySelectorAll("[data-clear]")) {
      button.addEventListener("click", () => this.turn(cleared(this.state)));
    }
    this.root.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", () => {
      // A link to a place on this page leaves the selection as it is.
      if (location.search === this.shown) return;
      this.typed = false;
      this.say("");
      this.read();
      this.show("place");
    });
  }

  /** Links to other states answer in place; with a modifier they open as links do. */
  follow(event) {
    const link =
      event.target instanceof Element && event.target.closest("[data-include], [data-page]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { include, page } = link.dataset;
    const state = include
      ? choose(this.state, include, "include")
      : { ...copy(this.state), page: Number(page) };
    this.turn(state).then(() => this.results.list.focus({ preventScroll: true }));
  }
}

/** @param {HTMLElement} root */
async function start(root) {
  const folder = new URL(`${root.dataset.root}explore/`, location.href);
  try {
    const explorer = new Explorer(root, await Catalogue.open(folder));
    explorer.facets.enable();
    explorer.part.sort.disabled = false;
    explorer.listen();
    offerExport(root.querySelector("[data-export]"), "selection", () => explorer.slugs(), "Export");
    installSheet(root);
    installKeys(root);
    const last = remembered();
    if (!location.search && !history.state?.explorer && last) {
      explorer.offerLast(last);
    } else {
      remember(location.search);
    }
    await explorer.show("place");
    watchScroll();
    // From here on a click need not wait for a title; a failure costs nothing, it is asked again.
    if (navigator.connection?.saveData) return;
    explorer.catalogue.heads().catch((error) => console.warn(error));
  } catch (error) {
    if (location.search) root.querySelector("[data-list]").replaceChildren();
    document.documentElement.removeAttribute("data-asked");
    const status = root.querySelector("[data-status]");
    status.textContent = "The papers could not be loaded. ";
    const link = document.createElement("a");
    link.href = `${root.dataset.root}tags/`;
    link.textContent = "Go to the tags instead";
    status.append(link);
    console.error(error);
  }
}

const root = document.querySelector("[data-explorer]");
if (root) start(root);
