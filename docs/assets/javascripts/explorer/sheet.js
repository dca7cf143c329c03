/** On a narrow screen the filters stand in a dialog that slides up, on a wide one beside the list. */

import { find } from "../shared/dom.js";

const WIDE = "(min-width: 60em)";

/** @param {HTMLElement} root */
export function installSheet(root) {
  const sheet = find(root, "[data-sheet]", HTMLDialogElement);
  const filters = find(root, "[data-filters]", HTMLElement);
  const side = find(root, "[data-side]", HTMLElement);
  const body = find(root, "[data-sheet-body]", HTMLElement);
  const open = find(root, "[data-open]", HTMLButtonElement);
  open.disabled = false;
  open.addEventListener("click", () => {
    body.append(filters);
    sheet.showModal();
  });
  find(root, "[data-close]", HTMLElement).addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  sheet.addEventListener("close", () => side.append(filters));
  matchMedia(WIDE).addEventListener("change", () => sheet.close());
}
