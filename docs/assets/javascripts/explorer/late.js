/** Runs what had to wait for the papers: the theme's own script, see `main.html`. */

import { element, findAll } from "../shared/dom.js";

export function addLateScripts() {
  for (const { dataset } of findAll(document, "template[data-late]", HTMLTemplateElement))
    document.body.append(element("script", { src: dataset.late }));
}
