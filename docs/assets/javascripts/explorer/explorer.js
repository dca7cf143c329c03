/**
 * The explorer: puts the state of the address, the data and the controls together.
 *
 * @import { Answer } from "../search/answer.js"
 * @import { State } from "./state.js"
 */

import { offerExport } from "../cite/cite.js";
import { warmSearch } from "../search/engine.js";
import { find, findAll } from "../shared/dom.js";
import { allHeads, fitsAtOnce, headsOf } from "../shared/heads.js";
import { showPages } from "../shared/papers.js";
import { say } from "../shared/words.js";
import { setOf } from "./bits.js";
import { Catalogue } from "./catalogue.js";
import { activeFilters, showChips, showEmpty } from "./chips.js";
import { Facets } from "./facets.js";
import { Finding } from "./finding.js";
import { installKeys } from "./keys.js";
import { installLinks } from "./links.js";
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
  parseState,
  withWords,
} from "./state.js";
import { Telling, tellNotLoaded } from "./telling.js";
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
    this.finding = new Finding();
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
    const typed = this.words.value;
    this.read();
    if (!typed.trim() || typed.trim() === this.state.q.trim()) return;
    this.words.value = typed;
    this.state = withWords(this.state, typed);
    goTo(formatState(this.state, this.facets.groups), "replace");
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
    // What leaves the words as they were leaves those alone that are still being typed.
    this.state = state.q === this.state.q ? withWords(state, this.words.value) : state;
    if (this.state.q.trim() !== this.words.value.trim()) this.words.value = this.state.q;
    this.lost = "";
    this.offerLast("");
    goTo(formatState(this.state, this.facets.groups), how);
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
    try {
      await this.finding.ask(words, isWanted, async (answer, again) => {
        if (again) this.keepSeen();
        await this.list(answer, again ? "same" : at, isWanted);
      });
    } catch (error) {
      console.warn(error);
      if (isWanted()) this.fail();
    }
  }

  /** What the reader has seen of the list stays where it is. */
  keepSeen() {
    const seen = (this.state.page - 1) * PAGE + this.results.countSeen();
    this.finding.keep(
      this.addressOf({ ...this.state, page: 1 }),
      [...this.selected].slice(0, seen),
    );
  }

  /**
   * List what the state selects of the papers that its words find.
   *
   * @param {Answer | null} answer null without words
   * @param {"top" | "place" | "same"} at
   * @param {() => boolean} isWanted
   */
  async list(answer, at, isWanted) {
    const papers = this.showCounts(answer, at === "same");
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
   * @param {boolean} again whether the list stands already, and stays where it is
   * @returns {number[]} the papers of the page
   */
  showCounts(answer, again) {
    const { state, facets, catalogue, telling } = this;
    const continued = (/** @type {Uint32Array | number[]} */ papers) =>
      answer ? this.finding.continueList(papers, this.addressOf({ ...state, page: 1 })) : papers;
    const fits = answer?.documents.slice(0, state.wide ? undefined : answer.fitting);
    const ranked = fits && [...continued(fits)];
    const bits = ranked ? setOf(catalogue.papers, ranked) : null;
    const selection = select(catalogue, facets.groups, state, bits);
    facets.show(state, selection, catalogue.filters.years);
    const chips = activeFilters(state, facets);
    const turn = (/** @type {State} */ next) => this.turn(next);
    showChips(telling.part("chips"), chips, facets, turn, this.words);
    telling.part("active").hidden = chips.length === 0;
    const { sort, papers: arranged } = this.orders.arrange(state, selection, ranked);
    const papers = continued(arranged);
    this.selected = papers;
    this.sort.value = sort;
    find(this.sort, "[value=relevance]", HTMLElement).hidden = !answer;

    const pages = Math.max(1, Math.ceil(papers.length / PAGE));
    state.page = Math.min(state.page, pages);
    showPages(telling.part("pages"), state.page, pages, (page) =>
      this.addressOf({ ...state, page }),
    );
    const empty = telling.part("empty");
    empty.hidden = papers.length > 0;
    telling.part("export").hidden = papers.length === 0;
    if (!papers.length) {
      const ways = waysOut(catalogue, facets.groups, state, bits);
      const near = (/** @type {string} */ q) => this.addressOf({ ...emptyState(), q });
      showEmpty(empty, ways, chips, turn, answer?.nearest, near);
    }
    const notes = [this.lost, ...(answer?.notes ?? [])].filter(Boolean).join(" ");
    telling.note(notes, answer?.elsewhere);
    telling.groups(answer, again);
    telling.width(answer, state, (other) => this.addressOf(other), again);
    telling.count(state, papers.length, pages, chips);
    return [...papers.slice((state.page - 1) * PAGE, state.page * PAGE)];
  }

  /** Say that the words cannot be searched. */
  fail() {
    this.results.clear();
    this.telling.fail();
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
    installTyping(this.words, this.telling.part("search"), (words, how) => {
      const state = withWords(this.state, words);
      const isOther = state !== this.state;
      if (isOther) this.turn(state, how);
      return isOther;
    });
    this.sort.addEventListener("change", () => {
      this.turn({ ...copyState(this.state), sort: this.sort.value, page: 1 });
    });
    for (const button of this.root.querySelectorAll("[data-clear]")) {
      button.addEventListener("click", () => this.turn(clearFilters(this.state)));
    }
    installLinks(this.root, (link) => {
      const state = link.dataset.include
        ? choose(this.state, link.dataset.include, "include")
        : parseState(link.search, this.facets.groups, this.sorts).state;
      this.turn(state).then(() => this.results.list.focus({ preventScroll: true }));
    });
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
    offerExport(
      explorer.telling.part("export"),
      "selection",
      () => explorer.slugs(),
      say("Export"),
    );
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
    tellNotLoaded(root);
    console.error(error);
  }
}

for (const root of findAll(document, "[data-explorer]", HTMLElement)) start(root);
