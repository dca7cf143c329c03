/**
 * The filters beside the results: each value with the number of papers that it leaves.
 *
 * @typedef {import("./client.js").Reply} Reply
 */
import { element, link } from "./elements.js";
import { narrowingsIn, withNarrowing, withoutNarrowing } from "./narrowing.js";

/** How many values of a group are shown. */
const MOST = 8;

/**
 * @param {Reply} reply
 * @param {string} text
 * @param {(text: string, page: number) => string} addressOf
 * @returns {HTMLElement[]}
 */
export function filtersOf({ narrowings, tags, listings, facets, total }, text, addressOf) {
  const chosen = narrowingsIn(text);
  const counts = new Map(narrowings);
  const groups = [
    ...Object.entries(facets).map(([id, name]) => ({
      name,
      className: `facet-${id}`,
      values: tags
        .filter((tag) => tag.facet === id)
        .map((tag) => ({ ...tag, key: `tag:${tag.id}` })),
    })),
    {
      name: "Listing",
      className: "",
      values: listings.map((listing) => ({ ...listing, key: `source:${listing.id}` })),
    },
  ];
  return groups.flatMap(({ name, className, values }) => {
    const shown = values
      .map((value) => ({ ...value, papers: counts.get(value.key) ?? 0 }))
      .filter(({ key, papers }) => chosen.has(key) || (papers > 0 && papers < total))
      .sort((a, b) => Number(chosen.has(b.key)) - Number(chosen.has(a.key)) || b.papers - a.papers)
      .slice(0, MOST);
    if (!shown.length) return [];
    const rows = shown.map((value) => row(value, chosen.get(value.key), text, addressOf));
    return [
      element(
        "section",
        `search__group ${className}`.trim(),
        element("h2", "search__facet", name),
        element("ul", "", ...rows),
      ),
    ];
  });
}

/**
 * @param {{key: string, name: string, papers: number}} value
 * @param {boolean | undefined} choice whether it is wanted, or unwanted; undefined for neither
 * @param {string} text
 * @param {(text: string, page: number) => string} addressOf
 * @returns {HTMLElement}
 */
function row({ key, name, papers }, choice, text, addressOf) {
  const turn = { turn: "" };
  if (choice !== undefined) {
    const away = link("", addressOf(withoutNarrowing(text, key), 1), turn);
    away.className = choice
      ? "search__value search__value--in"
      : "search__value search__value--out";
    away.setAttribute("aria-label", `${name}: ${choice ? "chosen" : "left out"}; undo`);
    away.append(element("span", "search__name", name), element("span", "search__sign", "×"));
    return element("li", "", away);
  }
  const only = link("", addressOf(withNarrowing(text, key), 1), turn);
  only.className = "search__value";
  only.append(
    element("span", "search__name", name),
    " ",
    element("span", "search__count", papers.toLocaleString("en")),
  );
  const without = link("−", addressOf(withNarrowing(text, `-${key}`), 1), turn);
  without.className = "search__without";
  without.setAttribute("aria-label", `Without ${name}`);
  without.title = `Without ${name}`;
  return element("li", "", only, without);
}
