/**
 * The reading list as a file: backed up, and imported from one.
 *
 * @import { Entry } from "./portable.js"
 * @import { Mark } from "./state.js"
 */

import { download, findAll } from "../shared/dom.js";
import { siteData } from "../shared/site.js";
import { loadRecords, titleOf } from "./details.js";
import { chosenList } from "./lists.js";
import { loadPermalinks, page, part, sayUnreachable, tell } from "./parts.js";
import { contentOf, currentSlug, formatBackup, uniqueEntries } from "./portable.js";
import * as store from "./store.js";
import * as words from "./telling.js";

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
  const { entries: given, lists, own } = contentOf(await file.text());
  if (!given.length && !lists.length) {
    tell(words.tellNothingIn(file.name));
    return;
  }
  const entries = await entriesUnderSlugs(given, permalinks);
  const known = entries.flatMap((entry) => {
    // A backup of this catalogue has what was kept, also of papers that have gone.
    const paper = currentSlug(entry.paper, permalinks) ?? (own && entry.mark ? entry.paper : null);
    return paper ? [{ ...entry, paper }] : [];
  });
  await loadRecords(known.map(({ paper }) => paper));
  const was = store.stateNow();
  const added = store.addMarks(marksOf(known), lists);
  const foreign = entries.length - known.length;
  tell(words.tellImported(added, known.length - added, foreign), was);
}

/**
 * The marks of a backup as they are; other papers are saved now, to the list that is shown.
 * @param {Entry[]} entries
 * @returns {[string, Mark][]}
 */
function marksOf(entries) {
  const start = Date.now();
  const list = chosenList();
  return entries.map(({ paper, title, mark }, place) => {
    // A millisecond each keeps their order.
    const saved = new Date(start + place).toISOString();
    const made = { title: title || titleOf(paper), saved, ...(list && { list }) };
    return [paper, mark ?? made];
  });
}

export function offerFiles() {
  part("backup").addEventListener("click", () => {
    download(formatBackup(store.stateNow()), "reading-list.json", "application/json");
  });
  for (const input of findAll(page, "input[type=file]", HTMLInputElement)) {
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) importFile(file).catch(sayUnreachable);
      input.value = "";
    });
  }
}
