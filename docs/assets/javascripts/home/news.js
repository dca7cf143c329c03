/**
 * Tells on the home page which papers came since this browser was last there.
 *
 * The browser keeps the day of the last papers it saw, under the site's own address. A tab keeps
 * what was new when it came, so that it is still there on the way back from a paper.
 */

import { element, findAll } from "../shared/dom.js";
import { paperAddress, ROOT, siteData } from "../shared/site.js";
import { formatPapers } from "../shared/text.js";
import { say, sayAround } from "../shared/words.js";

const KEY = `catalogue.visit:${ROOT.pathname}`;

/**
 * The day of the last papers of the visit before this one; today's is kept for the next.
 *
 * @param {string} latest when the last papers came, as all days in ISO 8601
 * @returns {string} `latest` on a first visit, and where the browser stores nothing
 */
function turnVisit(latest) {
  try {
    const [told, before] = sessionStorage.getItem(KEY)?.split(" ") ?? [];
    const since = (told === latest && before) || localStorage.getItem(KEY) || latest;
    sessionStorage.setItem(KEY, `${latest} ${since}`);
    localStorage.setItem(KEY, latest);
    return since;
  } catch {
    return latest;
  }
}

/** @param {HTMLElement} line what the page says of its last papers: as high as what replaces it */
async function tellNews(line) {
  const { latest = "" } = line.dataset;
  const since = turnVisit(latest);
  if (since >= latest) return;
  const { days, papers } = /** @type {Data.Latest} */ (await siteData("explore/latest.json"));
  const count = days.reduce((sum, [day, came]) => (day > since ? sum + came : sum), 0);
  const fresh = papers.filter(({ day }) => day > since);
  if (!fresh.length) return;
  const rest = element(
    "a",
    { href: new URL("explore/?sort=added", ROOT).href },
    say("All, newest first"),
  );
  line.replaceChildren(
    element(
      "details",
      { class: "news" },
      element(
        "summary",
        {},
        ...sayAround("%(papers)s new since your last visit", {
          papers: element("b", {}, formatPapers(count)),
        }),
      ),
      element(
        "ul",
        {},
        ...fresh.map(({ slug, title }) =>
          element("li", {}, element("a", { href: paperAddress(slug) }, title)),
        ),
      ),
      count > fresh.length ? element("p", {}, rest) : undefined,
    ),
  );
}

for (const line of findAll(document, "[data-latest]", HTMLElement)) {
  // Without the data the page says what it said before.
  tellNews(line).catch(() => {});
}
