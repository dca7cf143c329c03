/**
 * What the explorer says of a selection: how many papers, what became of the words, which tags
 * fit, and the title of the page. A screen reader hears it once the typing rests.
 *
 * @import { Answer } from "../search/answer.js"
 * @import { Chip } from "./chips.js"
 * @import { State } from "./state.js"
 */

import { showNotes } from "../search/elsewhere.js";
import { nameGroup } from "../search/suggestions.js";
import { element, find } from "../shared/dom.js";
import { ROOT } from "../shared/site.js";
import { formatPapers } from "../shared/text.js";
import { formatNumber, say, sayNumber } from "../shared/words.js";
import { labelOf } from "./chips.js";
import { isNarrowed } from "./state.js";

/** Milliseconds without a change before a screen reader is told of it. */
const SPEAKING_PAUSE = 800;

export class Telling {
  /** @param {HTMLElement} root @param {number} papers in the whole catalogue */
  constructor(root, papers) {
    this.root = root;
    this.papers = papers;
    this.title = document.title;
    this.speaking = 0;
  }

  /** @param {string} name */
  part(name) {
    return find(this.root, `[data-${name}]`, HTMLElement);
  }

  /**
   * @param {string} text above the list; empty for nothing
   * @param {string} [elsewhere] a name to look for elsewhere
   */
  note(text, elsewhere = "") {
    showNotes(this.part("notice"), text, elsewhere);
  }

  /**
   * @param {State} state
   * @param {number} count of the papers that it selects
   * @param {number} pages
   * @param {Chip[]} chips
   */
  count(state, count, pages, chips) {
    const all = formatPapers(this.papers);
    const number = formatNumber(count);
    const shown = isNarrowed(state) ? say("%(number)s of %(all)s", { number, all }) : all;
    const place = { page: formatNumber(state.page), pages: formatNumber(pages) };
    const text = pages > 1 ? `${shown}, ${say("page %(page)s of %(pages)s", place)}` : shown;
    const status = this.part("status");
    if (status.textContent !== text) status.textContent = text;
    this.part("chosen").textContent = chips.length ? `(${formatNumber(chips.length)})` : "";
    this.part("close").textContent = sayNumber(
      "Show %(number)s paper",
      "Show %(number)s papers",
      count,
    );
    const chosen = chips.map((chip) => (chip.key === "q" ? state.q.trim() : labelOf(chip)));
    document.title = [...(chosen.length ? [chosen.join(", ")] : []), this.title].join(" · ");
    this.say();
  }

  /**
   * The tags and listings that fit the words. Where others may yet come they take their room, a
   * line at least; those that come late and find none are left out.
   *
   * @param {Answer | null} answer
   * @param {boolean} again whether the list below them stands already
   */
  groups(answer, again) {
    const items = (answer?.groups ?? []).map((group) => {
      const link = { href: new URL(group.address, ROOT).href };
      return element("li", {}, element("a", link, ...nameGroup(group)));
    });
    const list = this.part("groups");
    const heightOf = () => list.getBoundingClientRect().height;
    const room = heightOf();
    const hasRoom = again ? room > 0 : items.length > 0 || answer?.isWhole === false;
    list.hidden = !hasRoom;
    list.style.minHeight = again ? `${room}px` : "";
    list.replaceChildren(...items);
    while (again && heightOf() > room) list.lastElementChild?.remove();
    list.toggleAttribute("data-later", list.childElementCount === 0);
  }

  /**
   * The way to papers that fit less, or back. Where it may yet come, or not, it takes its room.
   *
   * @param {Answer | null} answer
   * @param {State} state
   * @param {(state: State) => string} addressOf
   * @param {boolean} again whether the list below it stands already
   */
  width(answer, state, addressOf, again) {
    const { documents = [], fitting = 0, isWhole = true } = answer ?? {};
    const link = this.part("wide");
    const leadsOn = documents.length !== fitting;
    const hasRoom = again ? !link.hidden : leadsOn || !isWhole;
    link.hidden = !hasRoom;
    link.toggleAttribute("data-later", hasRoom && !leadsOn);
    link.textContent = nameOtherWidth(state.wide, fitting, documents.length);
    link.setAttribute("href", addressOf({ ...state, wide: !state.wide, page: 1 }));
  }

  /** Say that the words cannot be searched. */
  fail() {
    this.part("status").textContent = say(
      "The search index did not load. Check the connection and try again.",
    );
    document.documentElement.removeAttribute("data-asked");
    this.say();
  }

  /** Tell a screen reader what stands there, once it rests. */
  say() {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      const parts = ["status", "notice", "groups"].map((name) => this.part(name));
      const said = parts.filter((part) => !part.hidden).map(spokenText);
      this.part("voice").textContent = said.join(" ");
    }, SPEAKING_PAUSE);
  }
}

/** Say that there is nothing to explore, and lead on. @param {HTMLElement} root */
export function tellNotLoaded(root) {
  document.documentElement.removeAttribute("data-asked");
  const { href } = new URL("tags/", ROOT);
  const link = element("a", { href }, say("Browse the tags instead"));
  const status = find(root, "[data-status]", HTMLElement);
  status.replaceChildren(say("The papers could not be loaded."), " ", link);
}

/** What the way to other papers is called. @param {boolean} wide @param {number} fitting @param {number} all */
function nameOtherWidth(wide, fitting, all) {
  if (wide) return sayNumber("Only the one that fits", "Only the %(number)s that fit", fitting);
  return fitting
    ? sayNumber(
        "Show the paper that shares a word",
        "Show all %(number)s papers that share a word",
        all,
      )
    : sayNumber("Show the nearest paper", "Show the nearest %(number)s papers", all);
}

/** The text of a part as sentences, of a list item by item. @param {HTMLElement} part */
function spokenText(part) {
  const items = [...part.children].map((item) => item.textContent);
  return (items.length ? items.join(", ") : part.textContent).replace(/[^.?]$/, "$&.");
}
