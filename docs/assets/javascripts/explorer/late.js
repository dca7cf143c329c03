/** Runs what had to wait for the papers: the theme's own script, see `main.html`. */

import { element, findAll } from "../shared/dom.js";

export function addLateScripts() {
  for (const { src } of findAll(document, "script[data-late]", HTMLScriptElement))
    document.body.append(element("script", { src }));
}
