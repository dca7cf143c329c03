/**
 * The active filters, each with its own removal, and the way out of an empty list.
 *
 * @import { Facets } from "./facets.js"
 * @import { State } from "./state.js"
 *
 * @typedef {object} Chip
 * @property {string} key
 * @property {string} label
 * @property {boolean} excluded
 * @property {State} without the state when it is removed
 */

import { element, findAll } from "../shared/dom.js";
import { formatPapers } from "../shared/text.js";
import { say, sayAround } from "../shared/words.js";
import { choose } from "./state.js";
import { nameSpan } from "./years.js";

/**
 * @param {State} state
 * @param {Facets} facets
 * @returns {Chip[]} every active filter, the words first
 */
export function activeFilters(state, facets) {
  /** @type {Chip[]} */
  const chips = [];
  const words = state.q.trim();
  if (words) {
    const without = { ...state, q: "", wide: false, page: 1 };
    chips.push({ key: "q", label: say("“%(text)s”", { text: words }), excluded: false, without });
  }
  for (const group of facets.groups) {
    for (const value of group.values) {
      const key = `${group.kind}:${value}`;
      const choice = state.chosen.get(key);
      if (!choice) continue;
      const without = choose(state, key, "off");
      chips.push({ key, label: facets.nameOf(key), excluded: choice === "exclude", without });
    }
  }
  if (state.from || state.to) {
    const label = nameSpan(state);
    const without = { ...state, from: 0, to: 0, page: 1 };
    chips.push({ key: "years", label, excluded: false, without });
  }
  return chips;
}

/** @param {Chip} chip */
export function labelOf({ label, excluded }) {
  return excluded ? say("not %(filter)s", { filter: label }) : label;
}

/**
 * Show the chips; the focus goes to a neighbour where the chip that had it is gone.
 *
 * @param {HTMLElement} list
 * @param {Chip[]} chips
 * @param {Facets} facets
 * @param {(state: State) => void} turn
 * @param {HTMLElement} otherwise takes the focus where no chip is left
 */
export function showChips(list, chips, facets, turn, otherwise) {
  const before = findAll(list, "button", HTMLButtonElement);
  const at = before.findIndex((button) => button.matches(":focus"));
  const after = chips.map((chip) =>
    element(
      "button",
      {
        type: "button",
        class: `explorer__chip ${facets.classOf(chip.key)}`,
        "data-excluded": String(chip.excluded),
        "data-chip": chip.key,
        "aria-label": say("%(filter)s: remove this filter", { filter: labelOf(chip) }),
        click: () => turn(chip.without),
      },
      element("span", {}, labelOf(chip)),
    ),
  );
  list.replaceChildren(...after.map((button) => element("li", {}, button)));
  if (at >= 0) (after[Math.min(at, after.length - 1)] ?? otherwise).focus();
}

/**
 * Say that nothing was found and what to remove, or what else to search for.
 *
 * @param {HTMLElement} place
 * @param {{state: State, key: string, count: number}[]} ways
 * @param {Chip[]} chips
 * @param {(state: State) => void} turn
 * @param {string | undefined} nearest words that find more
 * @param {(words: string) => string} addressOf those words alone
 */
export function showEmpty(place, ways, chips, turn, nearest, addressOf) {
  const items = ways.flatMap((way) => {
    const chip = chips.find((candidate) => candidate.key === way.key);
    if (!chip) return [];
    const click = () => turn(chip.without);
    const left = { filter: labelOf(chip), papers: formatPapers(way.count) };
    const label = say("Remove %(filter)s: %(papers)s", left);
    return [element("li", {}, element("button", { type: "button", click }, label))];
  });
  const advice = items.length
    ? say("Remove a filter, or change the words:")
    : say("Try fewer or other words (the start of a word is enough), or clear all filters.");
  place.replaceChildren(
    element("h2", {}, say("No papers match")),
    element("p", {}, advice),
    element("ul", {}, ...items),
    nearest
      ? element(
          "p",
          {},
          ...sayAround("Or search for %(words)s.", {
            words: element(
              "a",
              { href: addressOf(nearest), "data-turn": true },
              say("“%(text)s”", { text: nearest }),
            ),
          }),
        )
      : "",
  );
}
