/** The dialog that offers papers in the formats of reference managers, and as text. */

import { copy, download, element, findAll } from "../shared/dom.js";
import { formatNumber, say } from "../shared/words.js";
import { FORMATS, swapKeys } from "./formats.js";
import { toHtml } from "./reference.js";

/** @typedef {keyof typeof FORMATS} Format */

/** So many records are shown; all are copied and downloaded. */
const SHOWN = 50;
/** Abstracts of more papers would be as many requests; the downloads have them all. */
const MOST_ABSTRACTS = 500;

/**
 * @typedef {object} Offer
 * @property {string} title
 * @property {string} name of the file, without suffix
 * @property {Data.Citation[] | Promise<Data.Citation[]>} records
 * @property {(records: Data.Citation[]) => Promise<Data.Citation[]>} addAbstracts
 */

/** @param {Offer} offer */
export async function openDialog(offer) {
  const form = new Form(offer.title);
  form.open();
  try {
    const records = await offer.records;
    form.status.textContent = records.length
      ? ""
      : say("None of these papers is in the catalogue.");
    if (records.length) await new Desk(form, offer, records).serve();
  } catch {
    form.status.textContent = say(
      "The citations could not be loaded. Check the connection and try again.",
    );
  }
}

/** What stands in the dialog. */
class Form {
  text = element("textarea", {
    class: "cite__text",
    readonly: true,
    rows: "9",
    spellcheck: "false",
    "aria-label": say("Citation"),
  });
  status = element("p", { class: "cite__status", role: "status" }, say("Loading…"));
  missing = element("div", { class: "cite__missing", hidden: true });
  shortKeys = element("input", { type: "checkbox", disabled: true });
  abstracts = element("input", { type: "checkbox", disabled: true });
  copying = element(
    "button",
    { type: "button", class: "button button--strong", disabled: true },
    say("Copy"),
  );
  loading = element("button", { type: "button", class: "button", disabled: true }, say("Download"));

  /** @param {string} title */
  constructor(title) {
    const { choices, inputs } = formatChoices();
    this.formats = inputs;
    const close = element("button", { type: "button", class: "button" }, say("Close"));
    this.dialog = element(
      "dialog",
      { class: "cite md-typeset", "aria-labelledby": "cite-title" },
      element("h2", { id: "cite-title" }, title),
      this.missing,
      choices,
      element(
        "div",
        { class: "cite__options" },
        element("label", {}, this.shortKeys, ` ${say("Short key")}`),
        element("label", {}, this.abstracts, ` ${say("With abstract")}`),
      ),
      this.text,
      element("div", { class: "cite__foot" }, this.copying, this.loading, close, this.status),
    );
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener(
      "click",
      ({ target }) => target === this.dialog && this.dialog.close(),
    );
    this.dialog.addEventListener("close", () => this.dialog.remove());
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  get format() {
    return FORMATS[this.formats.find((input) => input.checked)?.value ?? "bibtex"];
  }
}

/** Writes what the form asks for. */
class Desk {
  /** Of the text that is shown: one that was asked for earlier may come later. */
  turn = 0;

  /** @param {Form} form @param {Offer} offer @param {Data.Citation[]} records */
  constructor(form, offer, records) {
    this.form = form;
    this.offer = offer;
    this.records = records;
    const single = records.length === 1 ? "yes" : "no";
    form.shortKeys.checked = remembered("keys") !== "permanent";
    form.abstracts.checked =
      records.length <= MOST_ABSTRACTS && (remembered("abstracts") ?? single) === "yes";
    form.copying.disabled = form.loading.disabled = false;
    form.missing.append(...describeMissing(records));
    form.missing.hidden = !form.missing.hasChildNodes();
  }

  serve() {
    const { dialog, copying, loading } = this.form;
    dialog.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.remember(target);
      this.form.status.textContent = "";
      this.attempt(this.show());
    });
    copying.addEventListener("click", () => this.attempt(this.copyAll()));
    loading.addEventListener("click", () => this.attempt(this.save()));
    return this.attempt(this.show());
  }

  /** @param {HTMLInputElement} input */
  remember(input) {
    if (input === this.form.shortKeys) remember("keys", input.checked ? "short" : "permanent");
    else if (input === this.form.abstracts) remember("abstracts", input.checked ? "yes" : "no");
    else remember("format", input.value);
  }

  /** @param {Promise<void>} deed */
  attempt(deed) {
    return deed.catch(() => {
      this.form.status.textContent = say(
        "The abstracts could not be loaded: export without them, or try again.",
      );
    });
  }

  async show() {
    this.turn += 1;
    const { turn, records } = this;
    const { format, shortKeys, abstracts, text } = this.form;
    shortKeys.disabled = !format.keyed;
    abstracts.disabled = !format.keyed || records.length > MOST_ABSTRACTS;
    const written = await this.write(records.slice(0, SHOWN));
    if (turn !== this.turn) return;
    const number = formatNumber(records.length - SHOWN);
    const more = say("… and %(number)s more. Copy and Download give all.", { number });
    text.value = records.length > SHOWN ? `${written}\n${more}\n` : written;
    text.scrollTop = 0;
  }

  /** @param {Data.Citation[]} records */
  async write(records) {
    const { format, shortKeys, abstracts } = this.form;
    if (!format.keyed) return format.write(records);
    const full = abstracts.checked ? await this.offer.addAbstracts(records) : records;
    return format.write(shortKeys.checked ? swapKeys(full) : full);
  }

  async copyAll() {
    const { format, status, text } = this.form;
    const html = format === FORMATS.text ? toHtml(this.records) : "";
    const done = await copy(await this.write(this.records), text, html);
    status.textContent = done ? say("Copied.") : say("Press Ctrl+C to copy what is selected.");
  }

  async save() {
    const { suffix, type } = this.form.format;
    const file = `${this.offer.name}.${suffix}`;
    download(await this.write(this.records), file, type);
    this.form.status.textContent = say("Saved as %(file)s.", { file });
  }
}

/** The formats as radio buttons, the last one chosen. */
function formatChoices() {
  const choices = element("fieldset", { class: "cite__formats" });
  choices.append(element("legend", { class: "visually-hidden" }, say("Format")));
  const last = remembered("format") ?? "";
  const inputs = Object.entries(FORMATS).map(([id, format]) => {
    const input = element("input", { type: "radio", name: "format", value: id });
    input.checked = id === (isFormat(last) ? last : "bibtex");
    choices.append(element("label", {}, input, element("span", {}, format.name)));
    return /** @type {HTMLInputElement & { value: Format }} */ (input);
  });
  return { choices, inputs };
}

/**
 * What the listings do not say, and where to look for it; nothing where all is known.
 * @param {Data.Citation[]} records
 */
function describeMissing(records) {
  const incomplete = records.filter(({ authors, date }) => !authors?.length || !date);
  if (!incomplete.length) return [];
  if (records.length > 1) {
    const said = say(
      "The listings do not give authors and year of %(some)s of %(number)s papers: complete these entries before you cite. The papers’ pages say where to look.",
      { some: formatNumber(incomplete.length), number: formatNumber(records.length) },
    );
    return [element("p", {}, said)];
  }
  const [{ authors, date }] = incomplete;
  const said = tellLacking(Boolean(authors?.length), Boolean(date));
  // The page's own links under "Find it elsewhere".
  const links = findAll(document, ".paper__side .plain--row a", HTMLAnchorElement);
  const row = element("ul", { class: "plain plain--row" });
  row.append(...links.map((link) => element("li", {}, link.cloneNode(true))));
  return [element("p", {}, said), ...(links.length ? [row] : [])];
}

/** Say that one or both are not there. @param {boolean} authors @param {boolean} year */
function tellLacking(authors, year) {
  if (authors) return say("The listing gives no year: complete the entry before you cite.");
  return year
    ? say("The listing gives no authors: complete the entry before you cite.")
    : say("The listing gives no authors or year: complete the entry before you cite.");
}

/** @param {string} id @returns {id is Format} */
function isFormat(id) {
  return Object.hasOwn(FORMATS, id);
}

/** @typedef {"format" | "keys" | "abstracts"} Setting */

/** @param {Setting} setting */
function remembered(setting) {
  try {
    return localStorage.getItem(`catalogue.cite.${setting}`);
  } catch {
    return null;
  }
}

/** @param {Setting} setting @param {string} value */
function remember(setting, value) {
  try {
    localStorage.setItem(`catalogue.cite.${setting}`, value);
  } catch {
    // Only the choice is lost.
  }
}
