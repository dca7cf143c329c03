/** The way from a paper's page to its place on the map, beside the heading of related papers. */

import { element, findAll } from "../shared/dom.js";
import { ROOT } from "../shared/site.js";
import { say } from "../shared/words.js";

const [actions] = findAll(document, ".paper-actions[data-paper]", HTMLElement);

for (const heading of findAll(document, ".related h2", HTMLElement)) {
  const address = new URL("map/", ROOT);
  address.searchParams.set("paper", actions?.dataset.paper ?? "");
  heading.after(element("a", { class: "related__map", href: address.href }, say("On the map")));
}
