/** How many papers are saved, beside the reading list in the menu. */

import { element, findAll } from "../shared/dom.js";
import { ROOT } from "../shared/site.js";
import { formatPapers } from "../shared/text.js";
import { formatNumber } from "../shared/words.js";
import { onChange, savedPapers } from "./store.js";

/** More have no room. */
const MOST = 999;

const page = new URL("reading-list/", ROOT).href;
const [link] = findAll(document, "#main-nav a", HTMLAnchorElement).filter(
  ({ href }) => href.replace(/(?:index\.html)?(?:[?#].*)?$/, "") === page,
);
const shown = element("span", { class: "main-nav__count", "aria-hidden": "true" });
const spoken = element("span", { class: "visually-hidden" });
link?.append(shown, spoken);

function show() {
  const { length } = savedPapers();
  const number = formatNumber(Math.min(length, MOST));
  shown.textContent = length ? `${number}${length > MOST ? "+" : ""}` : "";
  spoken.textContent = length ? ` (${formatPapers(length)})` : "";
}

show();
onChange(show);
