/** What the page of the reading list says of numbers of papers. */

import { formatPapers } from "../shared/text.js";
import { formatNumber, say, sayNumber } from "../shared/words.js";

/** @param {number} saved @param {number} read */
export function tellSaved(saved, read) {
  const number = formatNumber(read);
  return say("%(papers)s, %(number)s read", { papers: formatPapers(saved), number });
}

/** @param {number} shared */
export function tellShared(shared) {
  return sayNumber(
    "Someone shared %(number)s paper with you. Your own list stays as it is until you save it.",
    "Someone shared %(number)s papers with you. Your own list stays as it is until you save them.",
    shared,
  );
}

/** @param {number} unknown */
export function tellUnknown(unknown) {
  return sayNumber(
    "%(number)s paper of this link is not, or no longer, in the catalogue.",
    "%(number)s papers of this link are not, or no longer, in the catalogue.",
    unknown,
  );
}

/** @param {number} added @param {string} list empty for none */
export function tellTaken(added, list) {
  if (list)
    return sayNumber(
      "%(number)s paper saved to your list “%(list)s”.",
      "%(number)s papers saved to your list “%(list)s”.",
      added,
      { list },
    );
  return sayNumber(
    "%(number)s paper saved to your list.",
    "%(number)s papers saved to your list.",
    added,
  );
}

/** @param {number} added @param {number} known on the list before @param {number} foreign */
export function tellImported(added, known, foreign) {
  const said = [sayNumber("%(number)s paper added.", "%(number)s papers added.", added)];
  if (known) said.push(say("%(number)s already on the list.", { number: formatNumber(known) }));
  if (foreign)
    said.push(say("%(number)s not in this catalogue.", { number: formatNumber(foreign) }));
  return said.join(" ");
}

/** @param {string} file */
export function tellNothingIn(file) {
  return say(
    "No papers of this catalogue found in %(file)s. Import a backup, or a BibTeX, RIS, CSL-JSON or Markdown file exported here.",
    { file },
  );
}
