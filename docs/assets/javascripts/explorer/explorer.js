/**
 * The explorer: puts the state of the address, the data and the controls together.
 *
 * @import { Bits } from "./bits.js"
 * @import { Matched } from "./matcher.js"
 * @import { State } from "./state.js"
 *
 * @typedef {Matched & {words: string, bits: Bits}} Found what the words of a state find
 */

import { offerExport } from "../cite/cite.js";
import { element, find, findAll, isPlainClick } from "../shared/dom.js";
import { showPages } from "../shared/papers.js";
import { ROOT } from "../shared/site.js";
import { formatNumber, formatPapers } from "../shared/text.js";
import { setOf } from "./bits.js";
import { Catalogue } from "./catalogue.js";
import { activeFilters, showChips, showEmpty } from "./chips.js";
import { Facets } from "./facets.js";
import { installKeys } from "./keys.js";
import { matcherOf } from "./matcher.js";
import { Orders } from "./orders.js";
import { goTo, keepSelection, lastSelection, watchScroll } from "./place.js";
import { Results } from "./results.js";
import { select, waysOut } from "./selection.js";
import { installSheet } from "./sheet.js";
import {
  choose,
  clearFilters,
  copyState,
  emptyState,
  formatState,
  isNarrowed,
  parseState,
} from "./state.js";

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
    this.match = matcherOf(catalogue);
    /** @type {Found | null} */
    this.matched = null;
    this.words = find(root, "#explorer-words", HTMLInputElement);
    this.sort = find(root, "[data-sort]", HTMLSelectElement);
    this.last = find(root, "[data-last]", HTMLAnchorElement);
    this.facets = new Facets(root, (change) => this.turn(change(this.state)));
    this.results = new Results(root, catalogue, this.facets, (state) => this.addressOf(state));
    this.sorts = [...this.sort.options].map((option) => option.value);
    this.state = emptyState();
    /** @type {Uint32Array | number[]} all that the state selects, in order */
    this.found = [];
    this.turns = 0;
    /** The query of the address that is shown. */
    this.shown = "";
    this.typed = false;
    this.read();
  }

  /** @param {string} name */
  part(name) {
    return find(this.root, `[data-${name}]`, HTMLElement);
  }

  /** Take the state from the address. */
  read() {
    const { state, unknown } = parseState(location.search, this.facets.groups, this.sorts);
    this.state = state;
    this.words.value = state.q;
    if (unknown.length) this.say(`No longer in this catalogue: ${unknown.join(", ")}.`);
  }

  /** @param {string} notice */
  say(notice) {
    this.part("notice").textContent = notice;
    this.part("notice").hidden = notice === "";
  }

  /** Offer the selection of an earlier visit, until there is another. @param {string} address */
  offerLast(address) {
    this.last.href = address;
    this.last.hidden = address === "";
  }

  /**
   * Go to another state.
   *
   * @param {State} state
   * @param {"push" | "replace"} [how]
   */
  turn(state, how = "push") {
    this.state = state;
    if (how === "push") this.typed = false;
    this.words.value = state.q.trim() === this.words.value.trim() ? this.words.value : state.q;
    this.say("");
    this.offerLast("");
    goTo(formatState(state, this.facets.groups), how);
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
    this.results.wait();
    const matched = await this.findWords(this.state.q.trim());
    if (turn !== this.turns) return;
    this.matched = matched ?? this.matched;
    if (matched?.note) this.say(matched.note);
    const papers = this.showCounts(matched);
    const terms = matched?.terms ?? [];
    const lacking = this.results.lacking(papers, terms);
    const heads = await this.catalogue.headsOf(lacking);
    if (turn !== this.turns) return;
    const headed = new Map(lacking.map((paper, n) => [paper, heads[n]]));
    this.results.show(papers, headed, terms, this.state, (this.state.page - 1) * PAGE + 1);
    document.documentElement.removeAttribute("data-asked");
    if (at === "place") await this.results.restore();
    else this.results.toTop();
  }

  /** @param {string} words @returns {Promise<Found | null>} null without words */
  async findWords(words) {
    if (!words) return null;
    if (this.matched?.words === words) return this.matched;
    const matched = await this.match(words);
    return { ...matched, words, bits: setOf(this.catalogue.papers, matched.papers) };
  }

  /**
   * Show everything but the rows.
   *
   * @param {Found | null} matched
   * @returns {number[]} the papers of the page
   */
  showCounts(matched) {
    const { state, facets, catalogue } = this;
    const bits = matched?.bits ?? null;
    const selection = select(catalogue, facets.groups, state, bits);
    facets.show(state, selection, catalogue.filters.years);
    const chips = activeFilters(state, facets);
    const turn = (/** @type {State} */ next) => this.turn(next);
    showChips(this.part("chips"), chips, facets, turn, this.words);
    this.part("active").hidden = chips.length === 0;
    const { sort, papers } = this.orders.arrange(state, selection, matched?.papers);
    this.found = papers;
    this.sort.value = sort;
    find(this.sort, "[value=relevance]", HTMLElement).hidden = !matched;

    const pages = Math.max(1, Math.ceil(papers.length / PAGE));
    state.page = Math.min(state.page, pages);
    showPages(this.part("pages"), state.page, pages, (page) => this.addressOf({ ...state, page }));
    const empty = this.part("empty");
    empty.hidden = papers.length > 0;
    if (!papers.length) {
      showEmpty(empty, waysOut(catalogue, facets.groups, state, bits), chips, turn);
    }
    this.showStatus(papers.length, pages, chips.length);
    return [...papers.slice((state.page - 1) * PAGE, state.page * PAGE)];
  }

  /** @param {number} count @param {number} pages @param {number} chips */
  showStatus(count, pages, chips) {
    const all = formatPapers(this.catalogue.papers);
    const page =
      pages > 1 ? `, page ${formatNumber(this.state.page)} of ${formatNumber(pages)}` : "";
    const text = (isNarrowed(this.state) ? `${formatNumber(count)} of ${all}` : all) + page;
    const status = this.part("status");
    if (status.textContent !== text) status.textContent = text;
    this.part("chosen").textContent = chips ? `(${formatNumber(chips)})` : "";
    this.part("close").textContent = `Show ${formatPapers(count)}`;
  }

  /** @returns {Promise<string[]>} of all that the state selects, in order */
  async slugs() {
    const heads = await this.catalogue.heads();
    return [...this.found].map((paper) => heads[paper].slug);
  }

  /** @param {State} state */
  addressOf(state) {
    return formatState(state, this.facets.groups) || location.pathname;
  }

  /** Listen to everything but the filters, which listen for themselves. */
  listen() {
    let timer = 0;
    const type = () => {
      if (this.words.value.trim() === this.state.q.trim()) return;
      const state = { ...copyState(this.state), q: this.words.value, page: 1 };
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
    this.part("search").addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      type();
      this.typed = false;
    });
    this.sort.addEventListener("change", () => {
      this.turn({ ...copyState(this.state), sort: this.sort.value, page: 1 });
    });
    for (const button of this.root.querySelectorAll("[data-clear]")) {
      button.addEventListener("click", () => this.turn(clearFilters(this.state)));
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

  /**
   * Links to other states answer in place; with a modifier they open as links do.
   *
   * @param {MouseEvent} event
   */
  follow(event) {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || !isPlainClick(event)) return;
    const { include, page } = link.dataset;
    if (!include && !page) return;
    event.preventDefault();
    const state = include
      ? choose(this.state, include, "include")
      : { ...copyState(this.state), page: Number(page) };
    this.turn(state).then(() => this.results.list.focus({ preventScroll: true }));
  }
}

/** @param {HTMLElement} root */
async function start(root) {
  try {
    const explorer = new Explorer(root, await Catalogue.open());
    explorer.facets.enable();
    explorer.sort.disabled = false;
    explorer.listen();
    offerExport(explorer.part("export"), "selection", () => explorer.slugs(), "Export");
    installSheet(root);
    installKeys(root);
    const last = lastSelection();
    if (!location.search && !history.state?.explorer && last) {
      explorer.offerLast(last);
    } else {
      keepSelection(location.search);
    }
    await explorer.show("place");
    watchScroll();
    // From here on a click need not wait for a title; a failure costs nothing, it is asked again.
    if (navigator.connection?.saveData) return;
    explorer.catalogue.heads().catch((error) => console.warn(error));
  } catch (error) {
    if (location.search) find(root, "[data-list]", HTMLElement).replaceChildren();
    document.documentElement.removeAttribute("data-asked");
    const link = element("a", { href: new URL("tags/", ROOT).href }, "Browse the tags instead");
    const status = find(root, "[data-status]", HTMLElement);
    status.replaceChildren("The papers could not be loaded. ", link);
    console.error(error);
  }
}

for (const root of findAll(document, "[data-explorer]", HTMLElement)) start(root);
