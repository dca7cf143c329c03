/**
 * The results page: all hits of `?q=`, by pages, with filters that are written into the query.
 *
 * @typedef {import("./client.js").Reply} Reply
 * @typedef {import("./answer.js").Shown} Shown
 * @typedef {import("./excerpt.js").Piece} Piece
 */
import { offerExport } from "../cite/cite.js";
import { papersAt } from "../cite/records.js";
import { Client } from "./client.js";
import { element, link } from "./elements.js";
import { filtersOf } from "./filters.js";

const PAGE = 20;
/** Milliseconds without a key before the query is asked. */
const TYPING_PAUSE = 120;

class ResultsPage {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.way = root.dataset.root ?? "../";
    this.client = new Client(this.way);
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.turn = 0;
    /** @type {number[]} every paper that answers */
    this.found = [];
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`[data-${name}]`));
  }

  listen() {
    const wide = window.matchMedia("(min-width: 60em)");
    const drawer = /** @type {HTMLDetailsElement} */ (this.part("drawer"));
    drawer.open = wide.matches;
    wide.addEventListener("change", () => (drawer.open = wide.matches));
    let timer = 0;
    this.input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.go(this.input.value, 1, "replace"), TYPING_PAUSE);
    });
    this.root.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.go(this.input.value, 1, "push");
    });
    this.root.addEventListener("click", (event) => this.follow(event));
    offerExport(this.part("export"), "search-results", () => papersAt(this.found));
    window.addEventListener("popstate", () => this.show());
    window.addEventListener("keydown", (event) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest("input, textarea, select, [contenteditable]");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!["f", "s", "/"].includes(event.key)) return;
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
    const anchor = event.target instanceof Element && event.target.closest("a[data-turn]");
    if (!anchor || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { text, page } = stateOf(new URL(/** @type {HTMLAnchorElement} */ (anchor).href).search);
    this.go(text, page, "push").then(() => {
      if (page > 1 || anchor.closest("[data-pages]")) {
        this.part("status").scrollIntoView({ block: "start" });
        this.part("list").focus({ preventScroll: true });
      }
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
    this.part("list").setAttribute("aria-busy", "true");
    if (text && !this.part("status").textContent) this.part("status").textContent = "Searching…";
    const reply = await this.client.ask(text, (page - 1) * PAGE, PAGE);
    if (turn !== this.turn) return;
    this.part("list").removeAttribute("aria-busy");
    document.documentElement.removeAttribute("data-asked");
    if (reply.failed) {
      this.part("status").textContent =
        "The index did not load. Check the connection and try again.";
      return;
    }
    this.found = reply.documents;
    this.part("export").hidden = reply.total === 0;
    this.showStatus(reply, text, page);
    this.part("list").replaceChildren(...reply.results.map((result) => rowOf(result, this.way)));
    this.part("list").setAttribute("start", String((page - 1) * PAGE + 1));
    this.showOthers(reply);
    this.part("filters").replaceChildren(...filtersOf(reply, text, addressOf));
    showPages(this.part("pages"), text, page, Math.ceil(reply.total / PAGE));
  }

  /** @param {Reply} reply @param {string} text @param {number} page */
  showStatus({ total, readings, nearest, tried, others }, text, page) {
    const status = this.part("status");
    const pages = Math.ceil(total / PAGE);
    const counted = total === 1 ? "1 paper" : `${total.toLocaleString("en")} papers`;
    const where = pages > 1 ? `, page ${page} of ${pages.toLocaleString("en")}` : "";
    status.textContent = text ? counted + where : "";
    const note = this.part("note");
    note.replaceChildren();
    if (!text) return;
    for (const { word, known, as } of readings) {
      if (known) continue;
      note.append(
        as.length
          ? `“${word}” is in no paper; read as ${as.map((w) => `“${w}”`).join(" or ")}. `
          : `“${word}” is in no paper, nor is any word like it. `,
      );
    }
    if (total || others.length) return;
    note.append(`${tried} `);
    if (nearest)
      note.append(link(`Search for “${nearest}”`, addressOf(nearest, 1), { turn: "" }), "?");
    else
      note.append(
        "Or look along ",
        link("the tags", `${this.way}tags/`),
        " and ",
        link("all papers", `${this.way}explore/`),
        ".",
      );
  }

  /** @param {Reply} reply */
  showOthers({ others }) {
    const section = this.part("others");
    section.hidden = others.length === 0;
    section.querySelector("ul")?.replaceChildren(
      ...others.map(({ card, title }) => {
        const anchor = link("", this.way + card.address);
        anchor.append(...piecesOf(title));
        const kinds = { tag: "tag", listing: "listing", page: "page", paper: "paper" };
        return element(
          "li",
          "search__other",
          anchor,
          " ",
          element("span", "search__kind", kinds[card.kind]),
        );
      }),
    );
  }
}

/**
 * @param {Shown} result
 * @param {string} way
 * @returns {HTMLElement}
 */
function rowOf({ card, title, excerpt, tags, facets }, way) {
  const anchor = link("", way + card.address);
  anchor.append(...piecesOf(title));
  const summary = element("p", "paper-item__summary", ...piecesOf(excerpt));
  const chips = element(
    "ul",
    "chips",
    ...tags.map((name, at) => {
      const chip = link(name, `${way}tags/${card.tags[at]}/`);
      chip.className = `chip facet-${facets[at]}`;
      return element("li", "", chip);
    }),
  );
  chips.setAttribute("aria-label", "Tags");
  const year = card.year ? [element("p", "paper-item__byline", String(card.year))] : [];
  const row = element(
    "li",
    "paper-item",
    element("h2", "paper-item__title", anchor),
    ...year,
    ...(excerpt.length ? [summary] : []),
    ...(tags.length ? [element("div", "paper-item__foot", chips)] : []),
  );
  row.dataset.paper = card.address.split("/")[1];
  return row;
}

/**
 * @param {Piece[]} pieces
 * @returns {(Node | string)[]}
 */
function piecesOf(pieces) {
  return pieces.map(({ text, marked }) => (marked ? element("mark", "", text) : text));
}

/**
 * @param {HTMLElement} nav
 * @param {string} text
 * @param {number} page
 * @param {number} pages
 */
function showPages(nav, text, page, pages) {
  nav.hidden = pages < 2;
  /** @type {HTMLElement[]} */
  const entries = [];
  const add = (
    /** @type {number} */ to,
    /** @type {string} */ label,
    /** @type {string} */ said,
  ) => {
    const anchor = link(label, addressOf(text, to), { turn: "" });
    anchor.setAttribute("aria-label", said);
    if (to === page) anchor.setAttribute("aria-current", "page");
    entries.push(element("li", "", anchor));
  };
  if (page > 1) add(page - 1, "‹ Back", "Previous page");
  let last = 0;
  for (let n = 1; n <= pages; n++) {
    if (n !== 1 && n !== pages && Math.abs(n - page) > 2) continue;
    if (last && n > last + 1) entries.push(element("li", "", "…"));
    add(n, String(n), `Page ${n}`);
    last = n;
  }
  if (page < pages) add(page + 1, "Next ›", "Next page");
  nav.replaceChildren(element("ul", "", ...entries));
}

/**
 * @param {string} search
 * @returns {{text: string, page: number}}
 */
function stateOf(search) {
  const asked = new URLSearchParams(search);
  const page = asked.get("page") ?? "";
  return {
    text: (asked.get("q") ?? "").trim(),
    page: /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
  };
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

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-results]"));
if (root) {
  const page = new ResultsPage(root);
  page.listen();
  page.show();
  if (!location.search) page.input.focus();
}
