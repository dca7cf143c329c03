/** The dialog that offers papers as BibTeX, RIS, CSL-JSON and Markdown. */

import { copy, download, element } from "../shared/dom.js";
import { FORMATS } from "./formats.js";

/** @typedef {keyof typeof FORMATS} Format */

/** So many records are shown; all are copied and downloaded. */
const SHOWN = 50;
const REMEMBERED = "catalogue.cite.format";

/**
 * @param {object} offer
 * @param {string} offer.title
 * @param {string} offer.name of the file, without suffix
 * @param {Data.Citation[] | Promise<Data.Citation[]>} offer.records
 */
export async function openDialog({ title, name, records }) {
  const text = element("textarea", {
    class: "cite__text",
    readonly: true,
    rows: "9",
    spellcheck: "false",
    "aria-label": "Citation",
  });
  const status = element("p", { class: "cite__status", role: "status" }, "Loading…");
  const choices = element("fieldset", { class: "cite__formats" });
  choices.append(element("legend", { class: "visually-hidden" }, "Format"));
  let chosen = lastFormat();
  for (const [id, format] of Object.entries(FORMATS)) {
    const input = element("input", { type: "radio", name: "format", value: id });
    input.checked = id === chosen;
    choices.append(element("label", {}, input, element("span", {}, format.name)));
  }
  const copying = element("button", { type: "button", class: "button button--strong" }, "Copy");
  const loading = element("button", { type: "button", class: "button" }, "Download");
  const close = element("button", { type: "button", class: "button" }, "Close");
  const dialog = element(
    "dialog",
    { class: "cite md-typeset", "aria-labelledby": "cite-title" },
    element("h2", { id: "cite-title" }, title),
    choices,
    text,
    element("div", { class: "cite__foot" }, copying, loading, close, status),
  );
  copying.disabled = loading.disabled = true;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  /** @type {Data.Citation[]} */
  let found;
  try {
    found = await records;
  } catch {
    status.textContent = "The citations could not be loaded. Check the connection and try again.";
    return;
  }
  status.textContent = found.length ? "" : "None of these papers is in the catalogue.";
  copying.disabled = loading.disabled = found.length === 0;
  const show = () => {
    text.value = FORMATS[chosen].write(found.slice(0, SHOWN));
    if (found.length > SHOWN) {
      text.value += `\n… and ${found.length - SHOWN} more. Copy and Download give all.\n`;
    }
    text.scrollTop = 0;
  };
  show();
  choices.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement && isFormat(target.value))) return;
    chosen = target.value;
    remember(chosen);
    status.textContent = "";
    show();
  });
  copying.addEventListener("click", async () => {
    const done = await copy(FORMATS[chosen].write(found), text);
    status.textContent = done ? "Copied." : "Press Ctrl+C to copy what is selected.";
  });
  loading.addEventListener("click", () => {
    const { write, suffix, type } = FORMATS[chosen];
    download(write(found), `${name}.${suffix}`, type);
    status.textContent = `Saved as ${name}.${suffix}.`;
  });
}

/** @param {string} id @returns {id is Format} */
function isFormat(id) {
  return Object.hasOwn(FORMATS, id);
}

/** @returns {Format} */
function lastFormat() {
  try {
    const last = localStorage.getItem(REMEMBERED) ?? "";
    return isFormat(last) ? last : "bibtex";
  } catch {
    return "bibtex";
  }
}

/** @param {Format} format */
function remember(format) {
  try {
    localStorage.setItem(REMEMBERED, format);
  } catch {
    // Only the choice is lost.
  }
}
