/** The reader's own list: what it shows, in which order, and how it follows changes. */

import { offerExport } from "../cite/cite.js";
import { element, find, findAll } from "../shared/dom.js";
import { formatPapers } from "../shared/text.js";
import { LANGUAGE, say } from "../shared/words.js";
import { dateOf, loadRecords, titleOf } from "./details.js";
import { isChosen, listenToLists, showLists, showsAll } from "./lists.js";
import { isWriting, listMenus, noteField } from "./notes.js";
import { page, part, tell } from "./parts.js";
import { currentSlug } from "./portable.js";
import { goneRow, rowOf } from "./rows.js";
import * as store from "./store.js";
import { tellSaved } from "./telling.js";

const filter = find(page, "[data-filter]", HTMLSelectElement);
const sort = find(page, "[data-sort]", HTMLSelectElement);
const byYear = find(sort, "[value=year]", HTMLOptionElement);

/** @type {Data.Permalinks | null} null while unknown: nothing is called gone then */
let permalinks = null;
let before = store.stateNow();

/** The saved papers that list and filter let through, in the chosen order. */
export function shownPapers() {
  const wanted = filter.value;
  const order = sort.value;
  const papers = store
    .savedPapers()
    .filter(isChosen)
    .filter((paper) => wanted === "all" || isRead(paper) === (wanted === "read"));
  if (order === "newest") papers.reverse();
  if (order === "title") papers.sort((a, b) => titleOf(a).localeCompare(titleOf(b), LANGUAGE));
  if (order === "year") papers.sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
  return papers;
}

/** @param {string} paper */
function isRead(paper) {
  return Boolean(store.markOf(paper)?.read);
}

export function showOwn() {
  showLists();
  const saved = store.savedPapers();
  offerYears(saved);
  const shown = shownPapers();
  const listed = saved.filter(isChosen);
  const nothing = Object.keys(store.allMarks()).length === 0 && store.listNames().length === 0;
  part("empty").hidden = !nothing;
  part("tools").hidden = nothing;
  for (const tools of findAll(page, "[data-of-saved]", HTMLElement))
    tools.hidden = saved.length === 0;
  part("count").textContent = tellSaved(listed.length, listed.filter(isRead).length);
  part("none").hidden = nothing || shown.length > 0;
  part("unkept").hidden = store.isKept();
  showPapers("list", shown, "saved");
  const others = showsAll();
  const read = others && filter.value !== "unread" ? store.onlyReadPapers().reverse() : [];
  showPapers("read", read, "read");
  showPapers("noted", others && filter.value === "all" ? store.onlyNotedPapers() : []);
}

/** To sort by year is offered where a paper has one. @param {string[]} papers */
function offerYears(papers) {
  byYear.hidden = byYear.disabled = !papers.some(dateOf);
  if (byYear.disabled && sort.value === "year") sort.value = "newest";
}

/**
 * Fill a list; its section is hidden where there is nothing in it.
 * @param {string} name
 * @param {string[]} papers
 * @param {"saved" | "read"} [what] the mark for which they are there
 */
function showPapers(name, papers, what) {
  const list = part(name);
  const section = list.closest("section");
  if (section) section.hidden = papers.length === 0;
  list.replaceChildren(...papers.map((paper) => ownRow(paper, what)));
}

/** @param {string} paper @param {"saved" | "read"} [what] */
function ownRow(paper, what) {
  const menus = what === "saved" ? listMenus(paper) : [];
  const tools = element("div", { class: "reading__own" }, ...menus, noteField(paper));
  return permalinks && !currentSlug(paper, permalinks)
    ? goneRow(paper, () => store.forget(paper), tools)
    : rowOf(paper, tools);
}

/** Show all anew; the focus moves to the row that took the place of the one it was in. */
function showAgain() {
  const active = document.activeElement;
  const row = active?.closest(".reading li");
  const list = row?.parentElement;
  if (!active || !row || !list) {
    showOwn();
    return;
  }
  const place = [...list.children].indexOf(row);
  const what = active.getAttribute("data-mark");
  const same = what ? `[data-mark="${what}"]` : active.localName;
  const paper = row.getAttribute("data-paper");
  showOwn();
  const refocus = () => {
    const rows = [...list.children];
    const now =
      rows.find((one) => one.getAttribute("data-paper") === paper) ??
      rows[Math.min(place, rows.length - 1)];
    const next = now?.querySelector(same) ?? now?.querySelector("a, button");
    const target = next ?? part("status").querySelector("button");
    if (target instanceof HTMLElement) target.focus();
  };
  // The buttons of the new rows are made by an observer, which runs before this.
  queueMicrotask(() => queueMicrotask(refocus));
}

function followChange() {
  const was = before;
  before = store.stateNow();
  if (isWriting()) return;
  const removed = Object.entries(was.papers).filter(([paper, mark]) => {
    const now = store.markOf(paper);
    if (permalinks && Object.hasOwn(permalinks.moved, paper)) return false;
    return mark.saved ? !now?.saved : !now;
  });
  if (removed.length === 1) {
    const [[, { title }]] = removed;
    tell(say("Removed “%(title)s”.", { title }), was);
  }
  if (removed.length > 1)
    tell(say("Removed %(papers)s.", { papers: formatPapers(removed.length) }), was);
  showAgain();
  loadOwn();
}

/** Load the records of all papers that have a mark. */
async function loadOwn() {
  if (await loadRecords(Object.keys(store.allMarks()))) showAgain();
}

/** Follow the papers that have a new address. @param {Data.Permalinks} known */
function followMoved(known) {
  for (const [paper, { title }] of Object.entries(store.allMarks())) {
    const current = currentSlug(paper, known);
    if (!current || current === paper) continue;
    store.movePaper(paper, current);
    const said = say("“%(title)s” has moved; the list leads to its new address.", { title });
    part("notices").append(element("p", { class: "reading__notice" }, said));
  }
}

/** Which papers are gone or have moved is known from here on. @param {Data.Permalinks} known */
export async function completeOwn(known) {
  permalinks = known;
  followMoved(known);
  await loadOwn();
  showOwn();
}

export function listenToOwn() {
  store.onChange(followChange);
  for (const select of [filter, sort]) select.addEventListener("change", showOwn);
  listenToLists(showOwn);
  part("clear").addEventListener("click", () => {
    const was = store.stateNow();
    store.clearAll();
    tell(say("Everything is cleared: papers, marks, notes and lists."), was);
  });
  offerExport(part("export"), "reading-list", shownPapers, say("Export"));
}
