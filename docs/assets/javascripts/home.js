/**
 * Sends a query typed on the first page to the search box of the header, which answers while
 * one types. Without a script the form asks the results page.
 */

import { findAll } from "./shared/dom.js";

const [field] = findAll(document, "[data-opens-search] [name=q]", HTMLInputElement);
const [box] = findAll(document, "[data-md-component=search-query]", HTMLInputElement);
const [toggle] = findAll(document, "#__search", HTMLInputElement);

if (field && box && toggle) {
  field.addEventListener("input", () => {
    if (!toggle.checked) toggle.click();
    box.value = field.value;
    box.focus();
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.value = "";
  });
}
