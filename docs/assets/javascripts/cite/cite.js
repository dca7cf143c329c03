/**
 * Offers citations: of the paper on its page, and of all papers of a list.
 *
 * A list is offered by `<div class="paper-export" data-papers="api/tags/video.json"
 * data-name="video"></div>`, without `data-papers` where the page names all its papers; a script
 * that knows its papers calls `offerExport` instead.
 */

import { element, findAll, icon } from "../shared/dom.js";
import { siteData } from "../shared/site.js";
import { say, sayNumber } from "../shared/words.js";
import { openDialog } from "./dialog.js";
import { addAbstractOfPage, addAbstracts, recordOfPage, recordsOf } from "./records.js";

/**
 * Put a button into `place` that exports papers.
 *
 * @param {Element} place
 * @param {string} name of the file, without suffix
 * @param {() => string[] | Promise<string[]>} papers slugs, asked for at each click
 * @param {string} [label]
 */
export function offerExport(place, name, papers, label = say("Export these papers")) {
  const open = async () => {
    const found = Promise.resolve(papers());
    const records = found.then(recordsOf);
    records.catch(() => {});
    let title = say("Export papers");
    try {
      const { length } = await found;
      title = sayNumber("Export %(number)s paper", "Export %(number)s papers", length);
    } catch {
      // The dialog says that nothing could be loaded.
    }
    await openDialog({ title, name, records, addAbstracts });
  };
  place.append(
    element("button", { type: "button", class: "button", click: open }, icon("cite"), label),
  );
}

function offerCitation() {
  const place = document.querySelector(".paper-actions[data-paper]");
  const record = recordOfPage();
  if (!place || !record) return;
  const open = () =>
    openDialog({
      title: say("Cite this paper"),
      name: record.key,
      records: [record],
      addAbstracts: addAbstractOfPage,
    });
  place.append(
    element("button", { type: "button", class: "button", click: open }, icon("cite"), say("Cite")),
  );
}

offerCitation();
for (const place of findAll(document, ".paper-export[data-name]", HTMLElement)) {
  const { papers, name = "papers" } = place.dataset;
  offerExport(place, name, async () => {
    if (!papers) {
      const rows = findAll(document, ".paper-list [data-paper]", HTMLElement);
      return rows.map((row) => row.dataset.paper ?? "");
    }
    /** @type {Data.PaperList} */
    const list = await siteData(papers);
    return list.papers;
  });
}
