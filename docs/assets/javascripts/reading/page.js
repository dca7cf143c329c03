/**
 * The page of the reading list: shows, sorts, shares, exports and imports it.
 *
 * @import { Entry } from "./portable.js"
 * @import { Marks } from "./store.js"
 */

import { offerExport } from "../cite/cite.js";
import { recordsOf } from "../cite/records.js";
import { copy, download, element, find, findAll } from "../shared/dom.js";
import { siteData } from "../shared/site.js";
import { formatPapers } from "../shared/text.js";
import { LANGUAGE, say } from "../shared/words.js";
import {
  currentSlug,
  entriesIn,
  formatBackup,
  sharedAddress,
  sharedPapers,
  uniqueEntries,
} from "./portable.js";
import { goneRow, rowOf } from "./rows.js";
import * as store from "./store.js";
import * as words from "./telling.js";

const page = find(document, "[data-reading]", HTMLElement);
const filter = find(page, "[data-filter]", HTMLSelectElement);
const sort = find(page, "[data-sort]", HTMLSelectElement);

/** @param {string} name */
function part(name) {
  return find(page, `[data-${name}]`, HTMLElement);
}

/** @type {Map<string, Data.Citation>} */
const records = new Map();
/** @type {Data.Permalinks | null} null while unknown: nothing is called gone then */
let permalinks = null;
let before = store.allMarks();

/** @returns {Promise<Data.Permalinks>} */
async function loadPermalinks() {
  /** @type {Data.Permalinks} */
  const known = await siteData("api/permalinks.json");
  permalinks = known;
  return known;
}

/** The saved papers that the filter lets through, in the chosen order. */
function shownPapers() {
  const wanted = filter.value;
  const order = sort.value;
  const papers = store
    .savedPapers()
    .filter((paper) => wanted === "all" || isRead(paper) === (wanted === "read"));
  if (order === "newest") papers.reverse();
  if (order === "title") papers.sort((a, b) => titleOf(a).localeCompare(titleOf(b), LANGUAGE));
  if (order === "year") papers.sort((a, b) => yearOf(b).localeCompare(yearOf(a)));
  return papers;
}

/** @param {string} paper */
function isRead(paper) {
  return Boolean(store.markOf(paper)?.read);
}

/** @param {string} paper */
function titleOf(paper) {
  return records.get(paper)?.title ?? store.markOf(paper)?.title ?? paper;
}

/** @param {string} paper */
function yearOf(paper) {
  return records.get(paper)?.date ?? "";
}

function show() {
  const saved = store.savedPapers();
  const shown = shownPapers();
  const read = saved.filter(isRead).length;
  part("empty").hidden = saved.length > 0;
  part("tools").hidden = saved.length === 0;
  part("count").textContent = words.tellSaved(saved.length, read);
  part("none").hidden = saved.length === 0 || shown.length > 0;
  part("unkept").hidden = store.isKept();
  part("list").replaceChildren(
    ...shown.map((paper) =>
      permalinks && !currentSlug(paper, permalinks)
        ? goneRow(titleOf(paper), () => store.setMark(paper, "", "saved", false))
        : rowOf(paper, titleOf(paper), records.get(paper)),
    ),
  );
}

/**
 * Say what happened, with a way back.
 * @param {string} text
 * @param {Readonly<Marks>} [undo] what the marks were
 */
function tell(text, undo) {
  const status = part("status");
  status.replaceChildren(text);
  if (!undo) return;
  const back = () => {
    store.restore(undo);
    tell(say("Undone."));
  };
  const button = element("button", { type: "button", class: "button button--small", click: back });
  button.append(say("Undo"));
  status.append(" ", button);
}

/** Show the list anew; the focus moves to the row that took the place of the one it was in. */
function showAgain() {
  const rows = [...part("list").children];
  const place = rows.findIndex((row) => row.contains(document.activeElement));
  const what = document.activeElement?.getAttribute("data-mark");
  show();
  if (place < 0) return;
  const refocus = () => {
    const now = part("list").children[Math.min(place, part("list").children.length - 1)];
    const next = now?.querySelector(`[data-mark="${what}"]`) ?? now?.querySelector("a, button");
    const target = next ?? part("status").querySelector("button");
    if (target instanceof HTMLElement) target.focus();
  };
  // The buttons of the new rows are made by an observer, which runs before this.
  queueMicrotask(() => queueMicrotask(refocus));
}

function showChange() {
  const was = before;
  before = store.allMarks();
  const removed = Object.keys(was).filter((p) => was[p].saved && !before[p]?.saved);
  if (removed.length === 1)
    tell(say("Removed “%(title)s”.", { title: was[removed[0]].title }), was);
  if (removed.length > 1)
    tell(say("Removed %(papers)s.", { papers: formatPapers(removed.length) }), was);
  showAgain();
  loadRecords();
}

/** @param {string[]} [more] */
async function loadRecords(more = []) {
  const wanted = [...store.savedPapers(), ...more].filter((paper) => !records.has(paper));
  if (!wanted.length) return;
  const found = await recordsOf(wanted).catch(() => []);
  for (const record of found) records.set(record.key, record);
  if (found.length) showAgain();
}

/** Follow the papers that have a new address. @param {Data.Permalinks} known */
function followMoved(known) {
  for (const [paper, { title }] of Object.entries(store.allMarks())) {
    const current = currentSlug(paper, known);
    if (!current || current === paper) continue;
    store.movePaper(paper, current);
    part("notices").append(
      element(
        "p",
        { class: "reading__notice" },
        say("“%(title)s” has moved; the list leads to its new address.", { title }),
      ),
    );
  }
}

/** @param {Data.Permalinks} known */
async function showShared(known) {
  const shared = sharedPapers(location.search, known);
  if (!shared) return;
  await loadRecords(shared.papers);
  const place = part("shared");
  const own = element("a", { href: location.pathname }, say("Show your own list"));
  const saving = element("button", { type: "button", class: "button button--strong" });
  saving.append(say("Save all to your list"));
  saving.addEventListener("click", () => {
    const was = store.allMarks();
    const papers = shared.papers.map((paper) => ({ paper, title: titleOf(paper) }));
    tell(words.tellTaken(store.savePapers(papers)), was);
    saving.disabled = true;
  });
  saving.disabled = shared.papers.length === 0;
  const exporting = element("span");
  offerExport(exporting, "shared-papers", () => shared.papers, say("Export"));
  const lost = shared.unknown
    ? [element("p", { class: "reading__notice" }, words.tellUnknown(shared.unknown))]
    : [];
  place.replaceChildren(
    element("p", {}, words.tellShared(shared.papers.length)),
    ...lost,
    element("div", { class: "reading__tools" }, saving, exporting, own),
    element(
      "ol",
      { class: "paper-list" },
      ...shared.papers.map((paper) => rowOf(paper, titleOf(paper), records.get(paper))),
    ),
  );
  place.hidden = false;
  part("own").hidden = true;
}

async function share() {
  const field = find(page, "[data-address]", HTMLTextAreaElement);
  field.value = sharedAddress(shownPapers(), await loadPermalinks());
  field.hidden = false;
  const done = await copy(field.value, field);
  tell(
    done ? say("Link copied. Anyone who opens it sees these papers.") : say("Copy the link below."),
  );
}

/**
 * The entries with slugs for short citation keys, each paper once.
 * @param {Entry[]} entries
 * @param {Data.Permalinks} permalinks
 */
async function entriesUnderSlugs(entries, permalinks) {
  if (entries.every(({ paper }) => currentSlug(paper, permalinks))) return entries;
  /** @type {Record<string, string>} */
  const keys = await siteData("api/citations/keys.json");
  return uniqueEntries(
    entries.map((entry) =>
      Object.hasOwn(keys, entry.paper) ? { ...entry, paper: keys[entry.paper] } : entry,
    ),
  );
}

/** @param {File} file */
async function importFile(file) {
  const permalinks = await loadPermalinks();
  const entries = await entriesUnderSlugs(entriesIn(await file.text()), permalinks);
  const known = entries.flatMap((entry) => {
    const paper = currentSlug(entry.paper, permalinks);
    return paper ? [{ ...entry, paper }] : [];
  });
  if (!entries.length) {
    tell(words.tellNothingIn(file.name));
    return;
  }
  await loadRecords(known.map(({ paper }) => paper));
  const was = store.allMarks();
  const added = store.savePapers(
    known.map(({ paper, title, read }) => ({
      paper,
      title: records.get(paper)?.title ?? title ?? paper,
      read,
    })),
  );
  const foreign = entries.length - known.length;
  tell(words.tellImported(added, known.length - added, foreign), was);
}

function listen() {
  store.onChange(showChange);
  for (const select of [filter, sort]) select.addEventListener("change", show);
  part("share").addEventListener("click", () => share().catch(sayUnreachable));
  part("backup").addEventListener("click", () => {
    download(
      formatBackup(Object.entries(store.allMarks())),
      "reading-list.json",
      "application/json",
    );
  });
  part("clear").addEventListener("click", () => store.clearSaved());
  for (const input of findAll(page, "input[type=file]", HTMLInputElement)) {
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) importFile(file).catch(sayUnreachable);
      input.value = "";
    });
  }
  offerExport(part("export"), "reading-list", shownPapers, say("Export"));
}

function sayUnreachable() {
  tell(say("The catalogue could not be reached."));
}

async function start() {
  page.hidden = false;
  listen();
  show();
  /** @type {Data.Permalinks} */
  let known;
  try {
    known = await loadPermalinks();
  } catch {
    sayUnreachable();
    return;
  }
  followMoved(known);
  await loadRecords();
  show();
  await showShared(known);
}

start();
