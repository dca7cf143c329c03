/**
 * The years: columns that show how many papers each has, to click and to drag over, a handle at
 * each end of what is chosen, and two fields for a year.
 *
 * @import { Bits } from "./bits.js"
 * @import { State } from "./state.js"
 *
 * @typedef {object} Span
 * @property {number} from first year, 0 for any
 * @property {number} to last year, 0 for any
 *
 * @typedef {object} Column
 * @property {Element} mark
 * @property {number} first year
 * @property {number} last year
 */

import { find, findAll } from "../shared/dom.js";
import { formatPapers, wholeNumber } from "../shared/text.js";
import { say, sayNumber } from "../shared/words.js";
import { has } from "./bits.js";
import { copyState } from "./state.js";

/** Of a column with a single paper beside ones with many; `explore.md.j2` has it, too. */
const LEAST_HEIGHT = 4;
/** Of a date with four digits. */
const LAST_YEAR = 9999;

export class Years {
  /**
   * @param {HTMLElement} set
   * @param {(change: (state: State) => State, how: "push" | "replace") => void} change
   */
  constructor(set, change) {
    this.change = change;
    this.chart = find(set, "[data-columns]", SVGElement);
    this.columns = findAll(this.chart, "rect", SVGElement).map(readColumn);
    const [from, to] = findAll(set, "[data-handle]", HTMLInputElement);
    this.handles = { from, to };
    const [first, last] = findAll(set, "[data-year]", HTMLInputElement);
    this.fields = { from: first, to: last };
    this.label = find(set, "[data-span]", HTMLElement);
    /** @type {HTMLElement | undefined} only where there are papers without a year */
    this.undated = findAll(set, "[data-undated]", HTMLElement)[0];
    /** @type {Span} what the list shows */
    this.chosen = { from: 0, to: 0 };
    /** @type {Span} what the handles show */
    this.shown = this.chosen;
    /** Papers by year that the other filters leave; at 0 those without a year. */
    this.counts = new Uint32Array(LAST_YEAR + 1);
    this.listenToHandles();
    this.listenToFields();
    this.listenToColumns();
  }

  listenToHandles() {
    const { from, to } = this.handles;
    // One visit of a handle takes one step of the history, however often a key is pressed.
    let visited = false;
    from.addEventListener("input", () => {
      const at = Math.min(Number(from.value), Number(to.value) - 1);
      this.preview({ ...this.shown, from: at ? this.columns[at].first : 0 });
    });
    to.addEventListener("input", () => {
      const at = Math.max(Number(to.value), Number(from.value) + 1);
      const open = at === this.columns.length;
      this.preview({ ...this.shown, to: open ? 0 : this.columns[at - 1].last });
    });
    for (const handle of [from, to]) {
      handle.addEventListener("change", () => {
        const isChange = this.choose(this.shown, visited ? "replace" : "push");
        visited ||= isChange;
      });
      for (const name of ["pointerdown", "blur"]) {
        handle.addEventListener(name, () => {
          visited = false;
        });
      }
    }
  }

  listenToFields() {
    const { from, to } = this.fields;
    from.addEventListener("change", () => {
      const year = wholeNumber(from.value);
      const end = this.chosen.to;
      this.choose({ from: year, to: end && end < year ? year : end }, "push");
    });
    to.addEventListener("change", () => {
      const year = wholeNumber(to.value);
      const start = this.chosen.from;
      this.choose({ from: year && start > year ? year : start, to: year }, "push");
    });
  }

  listenToColumns() {
    /** Where the pointer went down; -1 while it is up. */
    let start = -1;
    this.chart.addEventListener("pointerdown", (event) => {
      if (event.button || this.handles.from.matches(":disabled")) return;
      // What is dragged over is not selected as text.
      event.preventDefault();
      this.chart.setPointerCapture(event.pointerId);
      start = this.columnAt(event.clientX);
      this.preview(this.spanOf(start, start));
    });
    this.chart.addEventListener("pointermove", (event) => {
      const at = this.columnAt(event.clientX);
      if (start >= 0) this.preview(this.spanOf(start, at));
      else this.tell(this.spanOf(at, at));
    });
    this.chart.addEventListener("pointerup", () => {
      if (start < 0) return;
      start = -1;
      const again = isSame(this.shown, this.chosen);
      this.choose(again ? { from: 0, to: 0 } : this.shown, "push");
    });
    this.chart.addEventListener("pointercancel", () => {
      start = -1;
      this.preview(this.chosen);
    });
    this.chart.addEventListener("pointerleave", () => {
      if (start < 0) this.tell(this.shown);
    });
  }

  /** @param {number} x in the window @returns {number} the column there, or the nearest */
  columnAt(x) {
    const { left, width } = this.chart.getBoundingClientRect();
    const at = Math.floor(((x - left) / width) * this.columns.length);
    return Math.max(0, Math.min(this.columns.length - 1, at));
  }

  /**
   * The years of columns next to each other; a column of many years is open to its side.
   *
   * @param {number} one
   * @param {number} other
   * @returns {Span}
   */
  spanOf(one, other) {
    const [start, end] = one < other ? [one, other] : [other, one];
    if (start === 0 && end === this.columns.length - 1) return { from: 0, to: 0 };
    const [first, last] = [this.columns[start], this.columns[end]];
    return {
      from: start === 0 && first.first < first.last ? 0 : first.first,
      to: end === this.columns.length - 1 && last.first < last.last ? 0 : last.last,
    };
  }

  /** @param {Span} span @param {"push" | "replace"} how @returns {boolean} whether it is another */
  choose(span, how) {
    if (isSame(span, this.chosen)) {
      this.preview(span);
      return false;
    }
    this.change((state) => ({ ...copyState(state), ...span, page: 1 }), how);
    return true;
  }

  /**
   * @param {State} state
   * @param {Bits} anyYear the papers that the other filters leave
   * @param {number[]} years of all papers, 0 where unknown
   */
  show({ from, to }, anyYear, years) {
    this.chosen = { from, to };
    this.counts.fill(0);
    for (let paper = 0; paper < years.length; paper++) {
      if (has(anyYear, paper)) this.counts[years[paper]]++;
    }
    const heights = this.columns.map(({ first, last }) => this.count(first, last));
    const most = Math.max(...heights);
    for (const [n, { mark }] of this.columns.entries()) {
      const share = heights[n] / (most || 1);
      const height = share && LEAST_HEIGHT + (100 - LEAST_HEIGHT) * share;
      write(mark, "height", height.toFixed(1));
      write(mark, "y", (100 - height).toFixed(1));
    }
    this.preview(this.chosen);
    if (!this.undated) return;
    const [undated] = this.counts;
    const counted = sayNumber(
      "%(number)s paper without a year",
      "%(number)s papers without a year",
      undated,
    );
    const text =
      undated && (from || to) ? say("%(papers)s, left out", { papers: counted }) : counted;
    if (this.undated.textContent !== text) this.undated.textContent = text;
  }

  /** Show what would be chosen. @param {Span} span */
  preview(span) {
    this.shown = span;
    const { columns, handles, fields } = this;
    const { from, to } = span;
    const start = from ? columns.findIndex(({ last }) => last >= from) : 0;
    const end = to ? columns.findLastIndex(({ first }) => first <= to) + 1 : columns.length;
    for (const [n, { mark }] of columns.entries()) {
      write(mark, "data-picked", String(n >= start && n < end && start >= 0));
    }
    handles.from.value = String(start < 0 ? columns.length : start);
    handles.to.value = String(end);
    fields.from.value = from ? String(from) : "";
    fields.to.value = to ? String(to) : "";
    const papers = formatPapers(this.count(from, to || LAST_YEAR));
    const [first, last] = [columns[0].first, columns[columns.length - 1].last];
    write(
      handles.from,
      "aria-valuetext",
      `${say("from %(year)s", { year: String(from || first) })}: ${papers}`,
    );
    write(
      handles.to,
      "aria-valuetext",
      `${say("to %(year)s", { year: String(to || last) })}: ${papers}`,
    );
    this.tell(span);
  }

  /** Say how many papers a span has. @param {Span} span */
  tell({ from, to }) {
    const papers = formatPapers(this.count(from, to || LAST_YEAR));
    const name = from || to ? nameSpan({ from, to }) : say("All years");
    const text = `${name}: ${papers}`;
    if (this.label.textContent !== text) this.label.textContent = text;
  }

  /** @param {number} from @param {number} to @returns {number} papers of these years */
  count(from, to) {
    let papers = 0;
    for (let year = from || 1; year <= Math.min(to, LAST_YEAR); year++) papers += this.counts[year];
    return papers;
  }
}

/** @param {Span} span @returns {string} `2019`, `2019–2023`, `from 2019` or `to 2023` */
export function nameSpan({ from, to }) {
  if (from && to) return from === to ? String(from) : `${from}–${to}`;
  return from
    ? say("from %(year)s", { year: String(from) })
    : say("to %(year)s", { year: String(to) });
}

/** @param {SVGElement} mark @returns {Column} */
function readColumn(mark) {
  return { mark, first: Number(mark.dataset.first), last: Number(mark.dataset.last) };
}

/** @param {Span} one @param {Span} other */
function isSame(one, other) {
  return one.from === other.from && one.to === other.to;
}

/** Write an attribute that is another: a write costs the browser a new style. @param {Element} element @param {string} name @param {string} value */
function write(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
