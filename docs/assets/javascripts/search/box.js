/**
 * The search boxes of a page: each suggests below itself while one types. A combobox with a list
 * as the ARIA Authoring Practices word it, selection by hand; without it a form that asks the
 * explorer.
 *
 * @import { Answer } from "./answer.js"
 */

import { chooseOption, element, find, findAll, isCommand } from "../shared/dom.js";
import { headsOf } from "../shared/heads.js";
import { formatPapers } from "../shared/text.js";
import { say, sayNumber } from "../shared/words.js";
import { askAndShow } from "./asking.js";
import { showNotes } from "./elsewhere.js";
import { catalogueSize, warmSearch } from "./engine.js";
import { optionsOf } from "./suggestions.js";

const MOST_PAPERS = 10;
/** Milliseconds without a key before the index is asked, as each key may load of it. */
const TYPING_PAUSE = 40;
/** Milliseconds without a change before a screen reader is told of it. */
const SPEAKING_PAUSE = 800;

class SearchBox {
  /** @param {HTMLFormElement} form @param {number} number of the box on the page */
  constructor(form, number) {
    this.form = form;
    this.input = find(form, "input", HTMLInputElement);
    this.note = element("p", { class: "suggestions__note" });
    const id = `suggestions-${number}`;
    this.list = element("div", { id, role: "listbox", "aria-label": say("Suggestions") });
    this.popup = element(
      "div",
      { class: "suggestions", hidden: true, tabindex: "-1" },
      this.note,
      this.list,
    );
    this.voice = element("p", { class: "visually-hidden", role: "status" });
    form.append(this.popup, this.voice);
    this.input.setAttribute("aria-controls", id);
    /** @type {HTMLAnchorElement[]} */
    this.options = [];
    /** The option that the arrows are at; -1 for none. */
    this.active = -1;
    this.turn = 0;
    this.typing = 0;
    this.speaking = 0;
    this.listen();
    if (document.activeElement === this.input) {
      warmSearch();
      if (this.input.value.trim()) this.ask();
    }
  }

  listen() {
    this.input.addEventListener("focus", warmSearch, { once: true });
    this.input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.ask(), TYPING_PAUSE);
    });
    this.input.addEventListener("keydown", (event) => {
      if (!event.isComposing && this.press(event)) event.preventDefault();
    });
    this.input.addEventListener("click", () => {
      if (this.popup.hidden && this.options.length) this.open();
    });
    this.form.addEventListener("submit", (event) => {
      if (!this.input.value.trim()) event.preventDefault();
    });
    // The focus stays in the box while the pointer is in the list.
    this.popup.addEventListener("mousedown", (event) => event.preventDefault());
    this.form.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (!(next instanceof Node && this.form.contains(next))) this.close();
    });
    addEventListener("pagehide", () => this.close());
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key has done what it is for
   */
  press({ key, altKey, ctrlKey, metaKey, shiftKey }) {
    if (ctrlKey || metaKey || shiftKey) return false;
    const opened = !this.popup.hidden;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (altKey) return opened ? this.close() : this.open();
      if (!opened && !this.open()) return false;
      return this.move(key === "ArrowDown" ? 1 : -1);
    }
    if (key === "Enter" && this.active >= 0) {
      this.options[this.active].click();
      return true;
    }
    if (key === "Escape" && opened) return this.close();
    // Other keys are for the text; with them one leaves the list.
    if (key === "Home" || key === "End" || key.startsWith("Arrow")) this.activate(-1);
    return false;
  }

  /** @param {1 | -1} by */
  move(by) {
    // The box itself is one of the stops.
    const stops = this.options.length + 1;
    this.activate(((this.active + 1 + by + stops) % stops) - 1);
    return true;
  }

  /** @param {number} at */
  activate(at) {
    chooseOption(this.input, this.options[this.active], this.options[at]);
    this.active = at;
  }

  /** @returns {boolean} whether there is something to open */
  open() {
    const something = this.options.length > 0 || this.note.textContent !== "";
    this.popup.hidden = !something;
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
    return something;
  }

  close() {
    this.activate(-1);
    this.popup.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    clearTimeout(this.speaking);
    this.voice.textContent = "";
    // A question that is still to come, or an answer on its way, comes too late.
    clearTimeout(this.typing);
    this.turn++;
    return true;
  }

  async ask() {
    const text = this.input.value.trim();
    const turn = ++this.turn;
    const isWanted = () => turn === this.turn;
    if (!text) {
      this.put([], "");
      this.close();
      return;
    }
    try {
      await askAndShow(text, isWanted, async (answer, again) => {
        // One who has gone into the list keeps it as it is.
        if (again && (this.active >= 0 || this.list.matches(":hover"))) return;
        await this.show(text, answer, isWanted);
      });
    } catch (error) {
      console.warn(error);
      if (isWanted()) this.put([], say("The search index did not load. Check the connection."));
    }
  }

  /** @param {string} text @param {Answer} answer @param {() => boolean} isWanted */
  async show(text, answer, isWanted) {
    const best = answer.documents.slice(0, Math.min(answer.fitting, MOST_PAPERS));
    const heads = await headsOf(best, await catalogueSize());
    if (!isWanted()) return;
    const nothing = answer.documents.length || answer.groups.length ? [] : [say("Nothing found.")];
    const notes = [...nothing, ...answer.notes].join(" ");
    this.put(optionsOf(text, answer, heads), notes, answer.elsewhere);
    const { length } = answer.groups;
    const papers = formatPapers(answer.fitting);
    const found = length
      ? sayNumber(
          "%(papers)s and %(number)s other page.",
          "%(papers)s and %(number)s other pages.",
          length,
          { papers },
        )
      : `${papers}.`;
    this.say([found, ...answer.notes].join(" "));
  }

  /** @param {HTMLAnchorElement[]} options @param {string} note @param {string} [elsewhere] */
  put(options, note, elsewhere = "") {
    this.activate(-1);
    this.options = options;
    for (const [n, option] of options.entries()) {
      option.id = `${this.list.id}-${n}`;
      option.setAttribute("aria-selected", "false");
    }
    this.list.replaceChildren(...options);
    showNotes(this.note, note, elsewhere);
    this.open();
  }

  /** Tell a screen reader, once the typing rests. @param {string} text */
  say(text) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      this.voice.textContent = text;
    }, SPEAKING_PAUSE);
  }
}

const forms = findAll(document, "form[data-search-box]", HTMLFormElement);
const boxes = forms.map((form, number) => new SearchBox(form, number));
const header = forms.find((form) => form.closest("header.md-header"));

if (header) {
  const { input } = boxes[forms.indexOf(header)];
  const [reveal] = findAll(document, "[data-reveals-search]", HTMLButtonElement);
  const show = (/** @type {boolean} */ shown) => {
    header.classList.toggle("search-box--shown", shown);
    reveal?.setAttribute("aria-expanded", String(shown));
  };
  const enter = () => {
    // On a narrow screen the box stands behind a button.
    show(true);
    input.focus();
    input.select();
  };
  reveal?.addEventListener("click", enter);
  header.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (!(next instanceof Node && header.contains(next))) show(false);
  });
  header.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !reveal?.offsetParent) return;
    show(false);
    reveal.focus();
  });
  addEventListener("keydown", (event) => {
    if (!isCommand(event) || !["/", "s", "f"].includes(event.key)) return;
    event.preventDefault();
    enter();
  });
}
