/**
 * The results page: all hits of `?q=`, by pages, with filters that are written into the query.
 *
 * @import { Result } from "./answer.js"
 * @import { Reply } from "./client.js"
 * @import { Piece } from "./excerpt.js"
 */
import { offerExport } from "../cite/cite.js";
import { papersAt } from "../cite/records.js";
import { element, find, findAll, isCommand, isPlainClick } from "../shared/dom.js";
import { chipList, paperRow, showPages } from "../shared/papers.js";
import { ROOT } from "../shared/site.js";
import { formatByline, formatNumber, formatPapers, wholeNumber } from "../shared/text.js";
import { Client } from "./client.js";
import { filtersOf } from "./filters.js";

const PAGE = 20;
/** Milliseconds without a key before the query is asked. */
const TYPING_PAUSE = 120;

class ResultsPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.client = new Client();
    this.input = find(root, "input", HTMLInputElement);
    this.turn = 0;
    /** @type {number[]} every paper that answers */
    this.found = [];
  }

  /** @param {string} name */
  part(name) {
    return find(this.root, `[data-${name}]`, HTMLElement);
  }

  listen() {
    const wide = window.matchMedia("(min-width: 60em)");
    const drawer = find(this.root, "[data-drawer]", HTMLDetailsElement);
    drawer.open = wide.matches;
    wide.addEventListener("change", () => {
      drawer.open = wide.matches;
    });
    let timer = 0;
    this.input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.go(this.input.value, 1, "replace"), TYPING_PAUSE);
    });
    find(this.root, "form", HTMLFormElement).addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.go(this.input.value, 1, "push");
    });
    this.root.addEventListener("click", (event) => this.follow(event));
    offerExport(this.part("export"), "search-results", () => papersAt(this.found));
    window.addEventListener("popstate", () => this.show());
    window.addEventListener("keydown", (event) => {
      if (!isCommand(event) || !["f", "s", "/"].includes(event.key)) return;
      event.preventDefault();
      this.input.focus();
      this.input.select();
    });
  }

  /**
   * Links within the page answer in place.
   *
   * @param {MouseEvent} event
   */
  follow(event) {
    const anchor = event.target instanceof Element && event.target.closest("a");
    if (!anchor || !isPlainClick(event)) return;
    const toPage = anchor.hasAttribute("data-page");
    if (!toPage && !anchor.hasAttribute("data-turn")) return;
    event.preventDefault();
    const { text, page } = stateOf(anchor.search);
    this.go(text, page, "push").then(() => {
      if (!toPage) return;
      this.part("status").scrollIntoView({ block: "start" });
      this.part("list").focus({ preventScroll: true });
    });
  }

  /**
   * @param {string} text
   * @param {number} page
   * @param {"push" | "replace"} how
   */
  go(text, page, how) {
    const address = addressOf(text, page) || location.pathname;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    return this.show();
  }

  /** Show what the address asks for. */
  async show() {
    const turn = ++this.turn;
    const { text, page } = stateOf(location.search);
    if (this.input.value.trim() !== text) this.input.value = text;
    this.root.classList.toggle("search--empty", !text);
    const list = this.part("list");
    const status = this.part("status");
    list.setAttribute("aria-busy", "true");
    if (text && !status.textContent) status.textContent = "Searching…";
    const reply = await this.client.ask(text, (page - 1) * PAGE, PAGE);
    if (turn !== this.turn) return;
    list.removeAttribute("aria-busy");
    document.documentElement.removeAttribute("data-asked");
    if (!reply) {
      status.textContent = "The search index did not load. Check the connection and try again.";
      return;
    }
    this.found = reply.documents;
    this.part("export").hidden = reply.total === 0;
    this.showStatus(reply, text, page);
    list.replaceChildren(...reply.results.map(rowOf));
    list.setAttribute("start", String((page - 1) * PAGE + 1));
    this.showOthers(reply);
    this.part("filters").replaceChildren(...filtersOf(reply, text, addressOf));
    showPages(this.part("pages"), page, Math.ceil(reply.total / PAGE), (to) => addressOf(text, to));
  }

  /** @param {Reply} reply @param {string} text @param {number} page */
  showStatus({ total, misspelt, nearest, others }, text, page) {
    const pages = Math.ceil(total / PAGE);
    const where = pages > 1 ? `, page ${page} of ${formatNumber(pages)}` : "";
    this.part("status").textContent = text ? formatPapers(total) + where : "";
    const note = this.part("note");
    note.replaceChildren();
    if (!text) return;
    for (const sentence of misspelt) note.append(`${sentence} `);
    if (total || others.length) return;
    if (nearest) {
      const link = { href: addressOf(nearest, 1), "data-turn": true };
      note.append(element("a", link, `Search for “${nearest}”`), "?");
    } else {
      note.append("Try other words, or browse ", linkTo("tags/", "the tags"));
      note.append(" or ", linkTo("explore/", "all papers"), ".");
    }
  }

  /** @param {Reply} reply */
  showOthers({ others }) {
    const section = this.part("others");
    section.hidden = others.length === 0;
    const items = others.map(({ card, title }) =>
      element(
        "li",
        { class: "search__other" },
        linkTo(card.address, ...piecesOf(title)),
        " ",
        element("span", { class: "search__kind" }, card.kind),
      ),
    );
    find(section, "ul", HTMLElement).replaceChildren(...items);
  }
}

/** @param {Result} result */
function rowOf({ card, title, excerpt, tags }) {
  const chips = tags.map(({ id, name, facet }) => ({
    name,
    look: `facet-${facet}`,
    address: addressIn(`tags/${id}/`),
  }));
  const paper = {
    slug: card.address.split("/")[1],
    address: addressIn(card.address),
    title: piecesOf(title),
    byline: formatByline([], card.year ?? ""),
    summary: excerpt.length ? piecesOf(excerpt) : "",
  };
  const foot = tags.length
    ? element("div", { class: "paper-item__foot" }, chipList(chips))
    : undefined;
  return paperRow(paper, foot);
}

/**
 * @param {string} path relative to the site's root
 * @param {...(Node | string)} content
 */
function linkTo(path, ...content) {
  return element("a", { href: addressIn(path) }, ...content);
}

/** @param {string} path relative to the site's root */
function addressIn(path) {
  return new URL(path, ROOT).href;
}

/** @param {Piece[]} pieces */
function piecesOf(pieces) {
  return pieces.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));
}

/** @param {string} search */
function stateOf(search) {
  const asked = new URLSearchParams(search);
  return { text: (asked.get("q") ?? "").trim(), page: wholeNumber(asked.get("page")) || 1 };
}

/**
 * @param {string} text
 * @param {number} page
 * @returns {string} empty where nothing is asked
 */
function addressOf(text, page) {
  const asked = new URLSearchParams();
  if (text.trim()) asked.set("q", text.trim());
  if (page > 1) asked.set("page", String(page));
  return asked.size ? `?${asked}` : "";
}

const [root] = findAll(document, "[data-results]", HTMLElement);
if (root) {
  const page = new ResultsPage(root);
  page.listen();
  page.show();
  if (!location.search) page.input.focus();
}
