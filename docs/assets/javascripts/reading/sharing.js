/** The reading list as a link: what is shared with others, and what others shared. */

import { offerExport } from "../cite/cite.js";
import { copy, element, find } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { loadRecords, titleOf } from "./details.js";
import { chosenList } from "./lists.js";
import { shownPapers } from "./own.js";
import { buttonOf, loadPermalinks, page, part, sayUnreachable, tell } from "./parts.js";
import { sharedAddress, sharedPapers } from "./portable.js";
import { rowOf } from "./rows.js";
import * as store from "./store.js";
import * as words from "./telling.js";

/** Whether the address shows papers of somebody else. */
export function isShared() {
  return new URLSearchParams(location.search).has("papers");
}

/** @param {Data.Permalinks} known */
export async function showShared(known) {
  const shared = sharedPapers(location.search, known);
  if (!shared) return;
  const { papers, unknown, list } = shared;
  await loadRecords(papers);
  const own = element("a", { href: location.pathname }, say("Show your own list"));
  const save = () => {
    const was = store.stateNow();
    const marks = papers.map((paper) => ({ paper, title: titleOf(paper) }));
    tell(words.tellTaken(store.savePapers(marks, list), list), was);
    saving.disabled = true;
  };
  const saving = buttonOf(say("Save all to your list"), save, "button--strong");
  saving.disabled = papers.length === 0;
  const exporting = element("span");
  offerExport(exporting, "shared-papers", () => papers, say("Export"));
  const lost = unknown
    ? [element("p", { class: "reading__notice" }, words.tellUnknown(unknown))]
    : [];
  const heading = list ? say("Shared list “%(list)s”", { list }) : say("Shared list");
  find(document, "h1", HTMLElement).textContent = heading;
  part("shared").replaceChildren(
    element("p", { class: "reading__lead" }, words.tellShared(papers.length)),
    ...lost,
    element("div", { class: "reading__tools" }, saving, exporting, own),
    element("ol", { class: "paper-list" }, ...papers.map((paper) => rowOf(paper))),
  );
  part("shared").hidden = false;
}

async function share() {
  const field = find(page, "[data-address]", HTMLTextAreaElement);
  field.value = sharedAddress(shownPapers(), await loadPermalinks(), chosenList());
  field.hidden = false;
  const done = await copy(field.value, field);
  tell(
    done ? say("Link copied. Anyone who opens it sees these papers.") : say("Copy the link below."),
  );
}

export function offerSharing() {
  part("share").addEventListener("click", () => share().catch(sayUnreachable));
}
