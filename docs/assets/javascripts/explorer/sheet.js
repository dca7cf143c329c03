/** On a narrow screen the filters stand in a dialog that slides up, on a wide one beside the list. */

const WIDE = "(min-width: 60em)";

/**
 * @param {HTMLElement} root
 */
export function installSheet(root) {
  /** @type {HTMLDialogElement} */
  const sheet = root.querySelector("[data-sheet]");
  const filters = root.querySelector("[data-filters]");
  const side = root.querySelector("[data-side]");
  const body = root.querySelector("[data-sheet-body]");
  const open = root.querySelector("[data-open]");
  open.disabled = false;
  open.addEventListener("click", () => {
    body.append(filters);
    sheet.showModal();
  });
  root.querySelector("[data-close]").addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  sheet.addEventListener("close", () => side.append(filters));
  matchMedia(WIDE).addEventListener("change", () => sheet.close());
}
