/**
 * The explorer: puts the state of the address, the data and the controls together.
 *
 * @import { Answer } from "../search/answer.js"
 * @import { State } from "./state.js"
 *
 * @typedef {{words: string, answer: Answer}} Found what the words of a state find
 */

import { offerExport } from "../cite/cite.js";
import { askAndShow } from "../search/asking.js";
import { warmSearch } from "../search/engine.js";
import { element, find, findAll, isPlainClick } from "../shared/dom.js";
import { allHeads, fitsAtOnce, headsOf } from "../shared/heads.js";
import { showPages } from "../shared/papers.js";
import { ROOT } from "../shared/site.js";
import { say } from "../shared/words.js";
import { setOf } from "./bits.js";
import { Catalogue } from "./catalogue.js";
import { activeFilters, showChips, showEmpty } from "./chips.js";
import { Facets } from "./facets.js";
import { installKeys } from "./keys.js";
import { Orders } from "./orders.js";
import { goTo, keepSelection, lastSelection, watchScroll } from "./place.js";
import { Results } from "./results.js";
import { select, waysOut } from "./selection.js";
import { installSheet } from "./sheet.js";
import { choose, clearFilters, copyState, emptyState, formatState, parseState } from "./state.js";
import { Telling } from "./telling.js";
import { installTyping } from "./typing.js";

/** Papers on one page of the list; the page comes with as many, see `FIRST` in `explore.py`. */
const PAGE = 20;

class Explorer {
  /** @param {HTMLElement} root @param {Catalogue} catalogue */
  constructor(root, catalogue) {
    this.root = root;
    this.catalogue = catalogue;
    this.orders = new Orders(catalogue.filters);
    this.telling = new Telling(root, catalogue.papers);
    this.words = find(root, "#explorer-words", HTMLInputElement);
    this.sort = find(root, "[data-sort]", HTMLSelectElement);
    this.last = find(root, "[data-last]", HTMLAnchorElement);
    this.facets = new Facets(root, catalogue, (change, how) => this.turn(change(this.state), how));
    this.results = new Results(root, catalogue, this.facets, (state) => this.addressOf(state));
    this.sorts = [...this.sort.options].map((option) => option.value);
    this.state = emptyState();
    /** @type {Found | null} what the words of the last state found */
    this.found = null;
    /** @type {Uint32Array | number[]} all that the state selects, in order */
    this.selected = [];
    this.turns = 0;
    /** The query of the address that is shown. */
    this.shown = "";
    /** What the address names that is not there. */
    this.lost = "";
  }

  /** Take the state from the address, and what was typed while the script was on its way. */
  async begin() {
    await this.facets.learn(location.search);
    const typed = this.words.value.trim();
    this.read();
    if (typed && typed !== this.state.q.trim()) {
      this.state = { ...this.state, q: typed, wide: false, page: 1 };
      this.words.value = typed;
      goTo(formatState(this.state, this.facets.groups), "replace");
    }
  }

  /** @param {string} name */
  part(name) {
    return find(this.root, `[data-${name}]`, HTMLElement);
  }

  /** Take the state from the address, whose values are known. */
  read() {
    const { state, unknown } = parseState(location.search, this.facets.groups, this.sorts);
    this.state = state;
    this.words.value = state.q;
    const names = unknown.join(", ");
    this.lost = names && say("No longer in this catalogue: %(names)s.", { names });
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
    this.words.value = state.q.trim() === this.words.value.trim() ? this.words.value : state.q;
    this.lost = "";
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
    const isWanted = () => turn === this.turns;
    this.shown = location.search;
    this.results.wait();
    const words = this.state.q.trim();
    if (!words) return this.list(null, at, isWanted);
    if (this.found?.words === words) return this.list(this.found.answer, at, isWanted);
    try {
      await askAndShow(words, isWanted, async (answer, again) => {
        this.found = { words, answer };
        // One who has gone into the list keeps it as it is.
        if (again && this.results.entered) return;
        await this.list(answer, again ? "same" : at, isWanted);
      });
    } catch (error) {
      console.warn(error);
      if (isWanted()) this.fail();
    }
  }

  /**
   * List what the state selects of the papers that its words find.
   *
   * @param {Answer | null} answer null without words
   * @param {"top" | "place" | "same"} at
   * @param {() => boolean} isWanted
   */
  async list(answer, at, isWanted) {
    const papers = this.showCounts(answer);
    const terms = answer?.terms ?? new Map();
    const lacking = this.results.lacking(papers, terms);
    const heads = await headsOf(lacking, this.catalogue.papers);
    if (!isWanted()) return;
    const headed = new Map(lacking.map((paper, n) => [paper, heads[n]]));
    this.results.show(papers, headed, terms, this.state, (this.state.page - 1) * PAGE + 1);
    document.documentElement.removeAttribute("data-asked");
    if (at === "place") await this.results.restore();
    else if (at === "top") this.results.toTop();
  }

  /**
   * Show everything but the rows.
   *
   * @param {Answer | null} answer
   * @returns {number[]} the papers of the page
   */
  showCounts(answer) {
    const { state, facets, catalogue, telling } = this;
    const ranked = answer?.documents.slice(0, state.wide ? undefined : answer.fitting);
    const bits = ranked ? setOf(catalogue.papers, ranked) : null;
    const selection = select(catalogue, facets.groups, state, bits);
    facets.show(state, selection, catalogue.filters.years);
    const chips = activeFilters(state, facets);
    const turn = (/** @type {State} */ next) => this.turn(next);
    showChips(this.part("chips"), chips, facets, turn, this.words);
    this.part("active").hidden = chips.length === 0;
    const { sort, papers } = this.orders.arrange(state, selection, ranked);
    this.selected = papers;
    this.sort.value = sort;
    find(this.sort, "[value=relevance]", HTMLElement).hidden = !answer;

    const pages = Math.max(1, Math.ceil(papers.length / PAGE));
    state.page = Math.min(state.page, pages);
    showPages(this.part("pages"), state.page, pages, (page) => this.addressOf({ ...state, page }));
    const empty = this.part("empty");
    empty.hidden = papers.length > 0;
    this.part("export").hidden = papers.length === 0;
    if (!papers.length) {
      const ways = waysOut(catalogue, facets.groups, state, bits);
      const near = (/** @type {string} */ q) => this.addressOf({ ...emptyState(), q });
      showEmpty(empty, ways, chips, turn, answer?.nearest, near);
    }
    const notes = [this.lost, ...(answer?.notes ?? [])].filter(Boolean).join(" ");
    telling.note(notes, answer?.elsewhere);
    telling.groups(answer, state, (other) => this.addressOf(other));
    telling.count(state, papers.length, pages, chips);
    return [...papers.slice((state.page - 1) * PAGE, state.page * PAGE)];
  }

  /** Say that the words cannot be searched. */
  fail() {
    this.results.clear();
    this.part("status").textContent = say(
      "The search index did not load. Check the connection and try again.",
    );
    document.documentElement.removeAttribute("data-asked");
    this.telling.say();
  }

  /** @returns {Promise<string[]>} of all that the state selects, in order */
  async slugs() {
    const heads = await allHeads();
    return [...this.selected].map((paper) => heads[paper].slug);
  }

  /** @param {State} state */
  addressOf(state) {
    return formatState(state, this.facets.groups) || location.pathname;
  }

  /** Listen to everything but the filters, which listen for themselves. */
  listen() {
    installTyping(this.words, this.part("search"), (words, how) => {
      if (words.trim() === this.state.q.trim()) return false;
      this.turn({ ...copyState(this.state), q: words, wide: false, page: 1 }, how);
      return true;
    });
    this.sort.addEventListener("change", () => {
      this.turn({ ...copyState(this.state), sort: this.sort.value, page: 1 });
    });
    for (const button of this.root.querySelectorAll("[data-clear]")) {
      button.addEventListener("click", () => this.turn(clearFilters(this.state)));
    }
    this.root.addEventListener("click", (event) => this.follow(event));
    // A link to a place on this page leaves the selection as it is.
    addEventListener("popstate", () => location.search !== this.shown && this.goBack());
  }

  /** Show what the address asks for since the reader has gone back, or forward. */
  async goBack() {
    const turn = ++this.turns;
    this.results.wait();
    try {
      await this.facets.learn(location.search);
    } catch (error) {
      console.warn(error);
      if (turn === this.turns) this.fail();
      return;
    }
    if (turn !== this.turns) return;
    this.read();
    this.show("place");
  }

  /**
   * Links to other states answer in place; with a modifier they open as links do.
   *
   * @param {MouseEvent} event
   */
  follow(event) {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || !isPlainClick(event)) return;
    const { include, page, turn } = link.dataset;
    if (include === undefined && page === undefined && turn === undefined) return;
    event.preventDefault();
    const state = include
      ? choose(this.state, include, "include")
      : parseState(link.search, this.facets.groups, this.sorts).state;
    this.turn(state).then(() => this.results.list.focus({ preventScroll: true }));
  }
}

/** @param {HTMLElement} root */
async function start(root) {
  if (new URLSearchParams(location.search).get("q")) warmSearch();
  try {
    const explorer = new Explorer(root, await Catalogue.open());
    await explorer.begin();
    explorer.facets.enable();
    explorer.sort.disabled = false;
    explorer.listen();
    offerExport(explorer.part("export"), "selection", () => explorer.slugs(), say("Export"));
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
    if (navigator.connection?.saveData || !fitsAtOnce(explorer.catalogue.papers)) return;
    allHeads().catch((error) => console.warn(error));
  } catch (error) {
    if (location.search) find(root, "[data-list]", HTMLElement).replaceChildren();
    document.documentElement.removeAttribute("data-asked");
    const { href } = new URL("tags/", ROOT);
    const link = element("a", { href }, say("Browse the tags instead"));
    const status = find(root, "[data-status]", HTMLElement);
    status.replaceChildren(say("The papers could not be loaded."), " ", link);
    console.error(error);
  }
}

for (const root of findAll(document, "[data-explorer]", HTMLElement)) start(root);
