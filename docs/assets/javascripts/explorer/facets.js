/**
 * The filter controls: a button of three states for each value, a switch for each group.
 *
 * @typedef {import("./state.js").Choice} Choice
 * @typedef {import("./state.js").Group} Group
 * @typedef {import("./state.js").State} State
 */

import { choose, copy, groupKey, keyOf } from "./state.js";

const NEXT = { include: "press to include", exclude: "press to exclude", off: "press to clear" };

const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");

/** @param {number} number @returns {string} */
export function written(number) {
  return numbers.format(number);
}

/** @param {number} count @returns {string} */
export function papersWritten(count) {
  return `${written(count)} ${count === 1 ? "paper" : "papers"}`;
}

export class Facets {
  /**
   * @param {HTMLElement} root
   * @param {(change: (state: State) => State) => void} change
   */
  constructor(root, change) {
    this.root = root;
    this.change = change;
    /** @type {Map<string, HTMLButtonElement>} by key of the value */
    this.buttons = new Map();
    /** @type {Map<string, HTMLButtonElement>} by key of the group */
    this.switches = new Map();
    /** @type {Group[]} */
    this.groups = [];
    /** @type {Map<string, import("./selection.js").Offer>} */
    this.offers = new Map();
    for (const set of root.querySelectorAll("fieldset[data-kind]")) this.read(set);
    /** @type {HTMLSelectElement[]} */
    this.years = [...root.querySelectorAll("[data-year]")];
    for (const select of this.years) {
      select.addEventListener("change", () => {
        const year = Number(select.value);
        this.change((state) => ({ ...copy(state), [select.dataset.year]: year, page: 1 }));
      });
    }
  }

  /** Take over the controls of one group. @param {HTMLFieldSetElement} set */
  read(set) {
    const kind = set.dataset.kind;
    /** @type {HTMLButtonElement[]} */
    const buttons = [...set.querySelectorAll("[data-value]")];
    const group = {
      kind,
      id: set.dataset.group,
      name: set.querySelector("legend").textContent,
      values: buttons.map((button) => button.dataset.value),
    };
    this.groups.push(group);
    for (const button of buttons) {
      const key = keyOf(kind, button.dataset.value);
      this.buttons.set(key, button);
      button.addEventListener("click", () => {
        const next = this.offers.get(key)?.next;
        if (next) this.change((state) => choose(state, key, next));
      });
    }
    rove(set.querySelector("[role=toolbar]"), buttons);
    const all = set.querySelector("[data-all]");
    if (!all) return;
    this.switches.set(groupKey(group), all);
    all.addEventListener("click", () => {
      this.change((state) => {
        const changed = { ...copy(state), page: 1 };
        if (!changed.all.delete(groupKey(group))) changed.all.add(groupKey(group));
        return changed;
      });
    });
  }

  /** Let the controls be used. */
  enable() {
    for (const set of this.root.querySelectorAll("fieldset")) set.disabled = false;
  }

  /** @param {string} key @returns {string} the name of a value */
  nameOf(key) {
    return this.buttons.get(key)?.dataset.name ?? key;
  }

  /** @param {string} key @returns {string} the class that gives a value its colour */
  classOf(key) {
    const set = this.buttons.get(key)?.closest("fieldset");
    return set?.dataset.kind === "tag" ? `facet-${set.dataset.group}` : "";
  }

  /**
   * @param {State} state
   * @param {import("./selection.js").Selection} selection
   * @param {number[] | null} years of the papers, 0 where unknown
   */
  show(state, selection, years) {
    this.offers = selection.offers;
    for (const [key, offer] of selection.offers) showOffer(this.buttons.get(key), offer);
    for (const [key, button] of this.switches) {
      button.setAttribute("aria-checked", String(state.all.has(key)));
      button.disabled = !selection.switches.get(key);
    }
    for (const bar of this.root.querySelectorAll("[role=toolbar]")) settle(bar);
    if (years) this.showYears(state, selection, years);
  }

  /** Years that would leave nothing cannot be picked. */
  showYears(state, { anyYear }, years) {
    const present = new Set();
    years.forEach((year, paper) => {
      if (year && (anyYear[paper >>> 5] >>> (paper & 31)) & 1) present.add(year);
    });
    const least = Math.min(...present);
    const most = Math.max(...present);
    for (const select of this.years) {
      const from = select.dataset.year === "from";
      select.value = String((from ? state.from : state.to) || "");
      for (const option of select.options) {
        const year = Number(option.value);
        if (!year) continue;
        option.disabled = from
          ? year > Math.min(most, state.to || most) || !within(present, year, state.to || most)
          : year < Math.max(least, state.from) || !within(present, state.from || least, year);
      }
    }
  }
}

/** @param {Set<number>} present @param {number} from @param {number} to */
function within(present, from, to) {
  for (const year of present) if (year >= from && year <= to) return true;
  return false;
}

/** @param {HTMLButtonElement} button @param {import("./selection.js").Offer} offer */
function showOffer(button, { choice, next, count, added, widens }) {
  const [shown, said] = {
    off: widens && next ? [`+${written(added)}`, "more papers"] : [written(count), "papers"],
    include: [written(count), "papers, included"],
    exclude: [`−${written(count)}`, "hidden, excluded"],
  }[choice];
  const label = `${button.dataset.name} ${shown} ${said}; ${next ? NEXT[next] : "none left"}`;
  // What stays as it is must not be written: a write costs the browser a new style or layout.
  if (button.getAttribute("aria-label") === label) return;
  button.setAttribute("aria-label", label);
  if (button.dataset.choice !== choice) {
    button.dataset.choice = choice;
    button.setAttribute("aria-pressed", String(choice !== "off"));
  }
  if (button.disabled !== (next === null)) button.disabled = next === null;
  /** @type {Text} */ (button.querySelector("[data-count]").firstChild).data = shown;
}

/**
 * One stop of the Tab key for each group: arrows move inside it.
 *
 * @param {HTMLElement} bar
 * @param {HTMLButtonElement[]} buttons
 */
function rove(bar, buttons) {
  bar.addEventListener("keydown", (event) => {
    const usable = buttons.filter((button) => !button.disabled && button.offsetParent);
    const at = usable.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: usable.length - 1,
    }[event.key];
    if (to === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    usable[(to + usable.length) % usable.length].focus();
  });
  bar.addEventListener("focusin", (event) => {
    for (const button of buttons) button.tabIndex = button === event.target ? 0 : -1;
  });
  settle(bar);
}

/** See to it that one usable button of a group can be tabbed to. @param {Element} bar */
function settle(bar) {
  /** @type {HTMLButtonElement[]} */
  const buttons = [...bar.querySelectorAll("[data-value]")];
  if (buttons.some((button) => button.tabIndex === 0 && !button.disabled)) return;
  for (const button of buttons) button.tabIndex = -1;
  const first = buttons.find((button) => !button.disabled);
  if (first) first.tabIndex = 0;
}
