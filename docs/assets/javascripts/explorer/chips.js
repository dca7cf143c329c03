/**
 * The active filters, each with its own removal, and the way out of an empty list.
 *
 * @typedef {import("./state.js").State} State
 */

import { papersWritten } from "./facets.js";
import { choose } from "./state.js";

/**
 * @typedef {object} Chip
 * @property {string} key
 * @property {string} label
 * @property {boolean} excluded
 * @property {State} without the state when it is removed
 */

/**
 * @param {State} state
 * @param {import("./facets.js").Facets} facets
 * @returns {Chip[]} every active filter, the words first
 */
export function activeFilters(state, facets) {
  /** @type {Chip[]} */
  const chips = [];
  const words = state.q.trim();
  if (words) {
    const without = { ...state, q: "", page: 1 };
    chips.push({ key: "q", label: `“${words}”`, excluded: false, without });
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
    const label = `${state.from || "…"}–${state.to || "…"}`;
    chips.push({
      key: "years",
      label,
      excluded: false,
      without: { ...state, from: 0, to: 0, page: 1 },
    });
  }
  return chips;
}

/** @param {Chip} chip */
function labelOf({ label, excluded }) {
  return excluded ? `not ${label}` : label;
}

/**
 * Show the chips; the focus goes to a neighbour where the chip that had it is gone.
 *
 * @param {HTMLElement} list
 * @param {Chip[]} chips
 * @param {import("./facets.js").Facets} facets
 * @param {(state: State) => void} turn
 */
export function showChips(list, chips, facets, turn) {
  const before = [...list.querySelectorAll("button")];
  const at = before.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  list.replaceChildren(
    ...chips.map((chip) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = `explorer__chip ${facets.classOf(chip.key)}`;
      button.dataset.excluded = String(chip.excluded);
      button.dataset.chip = chip.key;
      const label = document.createElement("span");
      label.textContent = labelOf(chip);
      button.append(label);
      button.setAttribute("aria-label", `${label.textContent}: remove this filter`);
      button.addEventListener("click", () => turn(chip.without));
      item.append(button);
      return item;
    }),
  );
  if (at < 0) return;
  const after = [...list.querySelectorAll("button")];
  (after[Math.min(at, after.length - 1)] ?? document.querySelector("#explorer-words")).focus();
}

/**
 * Say that nothing was found and what to remove.
 *
 * @param {HTMLElement} place
 * @param {{state: State, key: string, count: number}[]} ways
 * @param {Chip[]} chips
 * @param {(state: State) => void} turn
 */
export function showEmpty(place, ways, chips, turn) {
  const heading = document.createElement("h2");
  heading.textContent = "No paper has all of this";
  const advice = document.createElement("p");
  const list = document.createElement("ul");
  for (const way of ways) {
    const chip = chips.find((candidate) => candidate.key === way.key);
    if (!chip) continue;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Remove ${labelOf(chip)}: ${papersWritten(way.count)}`;
    button.addEventListener("click", () => turn(chip.without));
    item.append(button);
    list.append(item);
  }
  advice.textContent = list.childElementCount
    ? "Take away one filter, or change the words:"
    : "Try fewer or other words, the start of a word is enough, or clear all filters.";
  place.replaceChildren(heading, advice, list);
}
