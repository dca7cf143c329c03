/**
 * Sends a query typed on the first page to the search box of the header, which answers while
 * one types. Without a script the form asks the results page.
 */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-opens-search]"));
const box = /** @type {HTMLInputElement | null} */ (
  document.querySelector("[data-md-component=search-query]")
);
const toggle = /** @type {HTMLInputElement | null} */ (document.querySelector("#__search"));

if (form && box && toggle) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  field.addEventListener("input", () => {
    if (!toggle.checked) toggle.click();
    box.value = field.value;
    box.focus();
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.value = "";
  });
}
