/**
 * The filters beside the results: each value with the number of papers that it leaves. They are
 * written into the query, as `tag:video` or `-tag:video`.
 *
 * @import { Reply } from "./client.js"
 */
import { element } from "../shared/dom.js";
import { formatNumber, QUERY_PIECE } from "../shared/text.js";
import { identifierOf } from "./query.js";

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
      look: `facet-${id}`,
      values: tags
        .filter((tag) => tag.facet === id)
        .map((tag) => ({ name: tag.name, key: `tag:${tag.id}` })),
    })),
    {
      name: "Listing",
      look: "",
      values: listings.map((listing) => ({ name: listing.name, key: `source:${listing.id}` })),
    },
  ];
  return groups.flatMap(({ name, look, values }) => {
    const shown = values
      .map((value) => ({ ...value, papers: counts.get(value.key) ?? 0 }))
      .filter(({ key, papers }) => chosen.has(key) || (papers > 0 && papers < total))
      .sort((a, b) => Number(chosen.has(b.key)) - Number(chosen.has(a.key)) || b.papers - a.papers)
      .slice(0, MOST);
    if (!shown.length) return [];
    const rows = shown.map((value) => rowOf(value, chosen.get(value.key), text, addressOf));
    return [
      element(
        "section",
        { class: `search__group ${look}`.trim() },
        element("h2", { class: "search__facet" }, name),
        element("ul", {}, ...rows),
      ),
    ];
  });
}

/**
 * @param {{key: string, name: string, papers: number}} value
 * @param {boolean | undefined} choice whether it is wanted, or unwanted; undefined for neither
 * @param {string} text
 * @param {(text: string, page: number) => string} addressOf
 */
function rowOf({ key, name, papers }, choice, text, addressOf) {
  const label = element("span", { class: "search__name" }, name);
  const link = (/** @type {string} */ query, /** @type {Record<string, string>} */ given) =>
    element("a", { href: addressOf(query, 1), "data-turn": true, ...given });
  if (choice !== undefined) {
    const away = link(withoutNarrowing(text, key), {
      class: `search__value search__value--${choice ? "in" : "out"}`,
      "aria-label": `${name}: ${choice ? "included" : "excluded"}; undo`,
    });
    away.append(label, element("span", { class: "search__sign" }, "×"));
    return element("li", {}, away);
  }
  const only = link(withNarrowing(text, key), { class: "search__value" });
  only.append(label, " ", element("span", { class: "search__count" }, formatNumber(papers)));
  const without = link(withNarrowing(text, `-${key}`), {
    class: "search__without",
    "aria-label": `Without ${name}`,
    title: `Without ${name}`,
  });
  without.append("−");
  return element("li", {}, only, without);
}

/**
 * The query with a narrowing, `tag:video` or `-tag:video`, instead of what it says of it.
 *
 * @param {string} text
 * @param {string} narrowing
 */
function withNarrowing(text, narrowing) {
  return `${withoutNarrowing(text, narrowing.replace(/^-/, ""))} ${narrowing}`.trim();
}

/**
 * The query without a narrowing, whether it asked for it or against it.
 *
 * @param {string} text
 * @param {string} narrowing `tag:video`
 */
function withoutNarrowing(text, narrowing) {
  return text
    .replace(QUERY_PIECE, (piece, _, field, quoted, bare) =>
      field && keyOf(field, quoted ?? bare) === narrowing ? "" : piece,
    )
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * What a query says of narrowings: wanted or not, by name.
 *
 * @param {string} text
 * @returns {Map<string, boolean>}
 */
function narrowingsIn(text) {
  /** @type {Map<string, boolean>} */
  const found = new Map();
  for (const [, minus, field, quoted, bare] of text.matchAll(QUERY_PIECE))
    if (field) found.set(keyOf(field, quoted ?? bare), minus === "");
  return found;
}

/** @param {string} field @param {string} value */
function keyOf(field, value) {
  return `${field.toLowerCase()}:${identifierOf(value)}`;
}
