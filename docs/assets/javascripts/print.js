/** What is printed has its address at the end. */

import { element, findAll } from "./shared/dom.js";

const [article] = findAll(document, ".md-content__inner", HTMLElement);
const [canonical] = findAll(document, "link[rel=canonical]", HTMLLinkElement);
// What was asked for is only in the page's own address.
const address = canonical && !location.search ? canonical.href : location.href;

article?.append(element("p", { class: "printed-address" }, address));
