/**
 * A field that finds the people, venues or keywords for which a group has no button: a combobox
 * with a list below it, whose first line is selected, as the ARIA Authoring Practices word it.
 *
 * @import { Found } from "../shared/directory.js"
 * @import { Facets } from "./facets.js"
 */

import { openDirectories } from "../shared/directory.js";
import { chooseOption, element, find } from "../shared/dom.js";
import { formatPapers } from "../shared/text.js";
import { formatNumber, say } from "../shared/words.js";

const MOST = 8;
/** @type {Record<string, string>} */
const NONE = {
  author: say("No author in this catalogue has a name like that."),
  venue: say("No venue in this catalogue has a name like that."),
  keyword: say("No keyword in this catalogue has a name like that."),
};
/** Milliseconds without a key before the directory is asked. */
const TYPING_PAUSE = 60;

export class Finder {
  /** @param {HTMLElement} root @param {string} kind of the values @param {Facets} facets */
  constructor(root, kind, facets) {
    this.kind = kind;
    this.facets = facets;
    this.input = find(root, "input", HTMLInputElement);
    this.list = find(root, "[role=listbox]", HTMLElement);
    this.note = find(root, "[role=status]", HTMLElement);
    /** @type {HTMLElement[]} */
    this.options = [];
    this.active = -1;
    this.turn = 0;
    this.typing = 0;
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.ask(), TYPING_PAUSE);
    });
    this.input.addEventListener("keydown", (event) => {
      if (!event.isComposing && this.press(event)) event.preventDefault();
    });
    this.input.addEventListener("blur", () => this.close());
    // The focus stays in the field while the pointer is in the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key has done what it is for */
  press({ key, altKey, ctrlKey, metaKey, shiftKey }) {
    if (altKey || ctrlKey || metaKey || shiftKey) return false;
    const { length } = this.options;
    if (key === "Enter") {
      this.options[this.active]?.click();
      return true;
    }
    if (!length) return false;
    if (key === "ArrowDown" || key === "ArrowUp") {
      this.activate((this.active + (key === "ArrowDown" ? 1 : -1) + length) % length);
      return true;
    }
    if (key !== "Escape") return false;
    this.close();
    return true;
  }

  /** @param {number} at */
  activate(at) {
    chooseOption(this.input, this.options[this.active], this.options[at]);
    this.active = at;
  }

  close() {
    // A question that is still to come, or an answer on its way, comes too late.
    clearTimeout(this.typing);
    this.turn++;
    this.put([], "");
  }

  async ask() {
    const text = this.input.value.trim();
    const turn = ++this.turn;
    if (!text) return this.put([], "");
    try {
      const directory = (await openDirectories()).get(this.kind);
      const values = (await directory?.find(text, MOST)) ?? [];
      if (turn !== this.turn) return;
      this.put(values, values.length ? "" : NONE[this.kind]);
    } catch (error) {
      console.warn(error);
      if (turn === this.turn) this.put([], say("The names did not load. Check the connection."));
    }
  }

  /** Show what was found. @param {Found[]} values @param {string} note */
  put(values, note) {
    this.activate(-1);
    this.options = values.map((value, n) => this.makeOption(value, n));
    this.list.replaceChildren(...this.options);
    this.list.hidden = values.length === 0;
    this.input.setAttribute("aria-expanded", String(values.length > 0));
    if (values.length) this.activate(0);
    if (this.note.textContent !== note) this.note.textContent = note;
  }

  /** @param {Found} value @param {number} number of the line @returns {HTMLElement} */
  makeOption(value, number) {
    const known = this.facets.offerFor(this.kind, value);
    const { length } = value.papers;
    const { shown, said } = known ?? { shown: formatNumber(length), said: formatPapers(length) };
    const usable = known?.offer.choice !== "off" || known.offer.next !== null;
    return element(
      "li",
      {
        id: `${this.list.id}-${number}`,
        role: "option",
        class: "finder__option",
        "aria-selected": "false",
        "aria-disabled": usable ? undefined : "true",
        click: usable ? () => this.choose(value) : undefined,
      },
      element("span", { class: "explorer__name" }, value.name),
      " ",
      element("span", { class: "explorer__count", "aria-hidden": "true" }, shown),
      element("span", { class: "explorer__hidden" }, said),
    );
  }

  /** @param {Found} value */
  choose(value) {
    this.input.value = "";
    this.close();
    this.facets.include(this.kind, value);
  }
}
