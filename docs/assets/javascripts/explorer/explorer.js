/** The explorer: puts the state of the address, the data and the controls together. */

import { setOf } from "./bits.js";
import { Catalogue } from "./catalogue.js";
import { activeFilters, showChips, showEmpty } from "./chips.js";
import { Facets, papersWritten, written } from "./facets.js";
import { installKeys } from "./keys.js";
import { rowOf, showPages } from "./list.js";
import { titleMatcher } from "./matcher.js";
import { Orders } from "./orders.js";
import { go, note, placeNow, remember, remembered, watchScroll } from "./place.js";
import { select, waysOut } from "./selection.js";
import { installSheet } from "./sheet.js";
import { choose, cleared, copy, format, keyOf, narrows, parse } from "./state.js";
import { wordsOf } from "./words.js";

const TYPING_PAUSE = 120;

class Explorer {
  /** @param {HTMLElement} root @param {Catalogue} catalogue */
  constructor(root, catalogue) {
    this.root = root;
    this.catalogue = catalogue;
    this.orders = new Orders(catalogue.filters);
    this.match = titleMatcher(catalogue);
    /** @type {{words: string, papers: ArrayLike<number>, bits: Uint32Array} | null} */
    this.matched = null;
    this.part = Object.fromEntries(
      ["chips", "active", "list", "empty", "pages", "status", "sort", "row", "notice"].map(
        (name) => [name, root.querySelector(`[data-${name}]`)],
      ),
    );
    /** @type {HTMLInputElement} */
    this.words = root.querySelector("#explorer-words");
    this.facets = new Facets(root, (change) => this.turn(change(this.state)));
    this.sorts = [...this.part.sort.options].map((option) => option.value);
    this.turns = 0;
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

  /** @param {string} notice @param {{text: string, address: string}} [link] */
  say(notice, link) {
    this.part.notice.textContent = notice;
    this.part.notice.hidden = notice === "";
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.textContent = link.text;
    anchor.href = link.address;
    this.part.notice.append(anchor);
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
    const words = this.state.q.trim();
    this.part.list.setAttribute("aria-busy", "true");
    if (words && this.matched?.words !== words) {
      const papers = await this.match(words);
      if (turn !== this.turns) return;
      this.matched = { words, papers, bits: setOf(this.catalogue.papers, papers) };
    }
    const matched = words ? this.matched : null;
    const papers = this.showCounts(matched);
    const shown = await this.catalogue.rowsOf(papers);
    if (turn !== this.turns) return;
    this.showRows(papers, shown);
    this.part.list.setAttribute("aria-busy", "false");
    this.settle(at);
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
    part.sort.value = sort;
    part.sort.querySelector("[value=relevance]").hidden = !matched;

    const { rows } = catalogue.filters;
    const pages = Math.max(1, Math.ceil(papers.length / rows));
    state.page = Math.min(state.page, pages);
    showPages(part.pages, state.page, pages, (page) => this.addressOf({ ...state, page }));
    part.empty.hidden = papers.length > 0;
    if (!papers.length) {
      const ways = waysOut(catalogue, facets.groups, state, matched?.bits ?? null);
      showEmpty(part.empty, ways, chips, (next) => this.turn(next));
    }
    this.showStatus(papers.length, pages, chips.length);
    return [...papers.slice((state.page - 1) * rows, state.page * rows)];
  }

  /** @param {number} count @param {number} pages @param {number} chips */
  showStatus(count, pages, chips) {
    const all = this.catalogue.papers;
    const narrow = narrows(this.state);
    const page = pages > 1 ? `, page ${written(this.state.page)} of ${written(pages)}` : "";
    const text = (narrow ? `${written(count)} of ${papersWritten(all)}` : papersWritten(all)) + page;
    if (this.part.status.textContent !== text) this.part.status.textContent = text;
    this.root.querySelector("[data-chosen]").textContent = chips ? `(${written(chips)})` : "";
    this.root.querySelector("[data-close]").textContent = `Show ${papersWritten(count)}`;
  }

  /** @returns {{sort: string, papers: Uint32Array | number[]}} the found papers in order */
  inOrder({ found, count }, matched) {
    const { state, catalogue } = this;
    let sort = state.sort || (matched ? "relevance" : "position");
    if (sort === "relevance" && !matched) sort = "position";
    if (sort === "relevance") {
      const papers = [...matched.papers].filter((n) => (found[n >>> 5] >>> (n & 31)) & 1);
      return { sort, papers };
    }
    const { listings } = catalogue.filters;
    const chosen = listings.flatMap((id, n) =>
      state.chosen.get(keyOf("source", id)) === "include" ? [n] : [],
    );
    return { sort, papers: this.orders.walk(sort, chosen, found, count) };
  }

  /** @param {number[]} papers @param {import("./catalogue.js").Row[]} rows */
  showRows(papers, rows) {
    const { filters } = this.catalogue;
    const open = new Set(placeNow().open);
    const code = new Set(filters.code);
    const names = {
      root: this.root.dataset.root,
      nameOf: (key) => this.facets.nameOf(key),
      classOf: (key) => this.facets.classOf(key),
      terms: wordsOf(this.state.q),
      open,
      onOpen: (slug, opened) => {
        if (opened) open.add(slug);
        else open.delete(slug);
        note({ open: [...open] });
      },
      onFollow: (slug) => note({ followed: slug, scroll: scrollY }),
    };
    const items = papers.map((paper, n) => {
      const seen = filters.sightings[paper];
      const listings = [];
      for (let i = 0; i < seen.length; i += 2) {
        const key = keyOf("source", filters.listings[seen[i]]);
        const address = this.addressOf(choose(this.state, key, "include"));
        listings.push({ key, name: this.facets.nameOf(key), address, position: seen[i + 1] });
      }
      const tags = filters.tagged[paper].map((tag) => {
        const key = keyOf("tag", filters.tags[tag]);
        return { key, address: this.addressOf(choose(this.state, key, "include")) };
      });
      const shown = { row: rows[n], tags, seen: listings, code: code.has(paper) };
      return rowOf(this.part.row, shown, names);
    });
    this.part.list.start = (this.state.page - 1) * filters.rows + 1;
    this.part.list.replaceChildren(...items);
  }

  /** @param {import("./state.js").State} state */
  addressOf(state) {
    return format(state, this.facets.groups) || location.pathname;
  }

  /** Bring the reader to the right place. @param {"top" | "place"} at */
  settle(at) {
    if (at === "place") {
      const { scroll, followed } = placeNow();
      scrollTo({ top: scroll, behavior: "instant" });
      const row = [...this.part.list.children].find((item) => item.dataset.slug === followed);
      row?.querySelector("a").focus({ preventScroll: true });
      return;
    }
    const main = this.root.querySelector(".explorer__main");
    if (main.getBoundingClientRect().top < 0) main.scrollIntoView({ block: "start" });
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
      this.typed = false;
      this.say("");
      this.read();
      this.show("place");
    });
  }

  /** Links to other states answer in place; with a modifier they open as links do. */
  follow(event) {
    const link = event.target instanceof Element && event.target.closest("[data-include], [data-page]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { include, page } = link.dataset;
    const state = include
      ? choose(this.state, include, "include")
      : { ...copy(this.state), page: Number(page) };
    this.turn(state).then(() => this.part.list.focus({ preventScroll: true }));
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
    installSheet(root);
    installKeys(root);
    const last = remembered();
    if (!location.search && !history.state?.explorer && last) {
      explorer.say("You were here before. ", { text: "Take up your last selection", address: last });
    } else {
      remember(location.search);
    }
    await explorer.show("place");
    watchScroll();
  } catch (error) {
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
