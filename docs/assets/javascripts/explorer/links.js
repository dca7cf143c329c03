/** Links to other states of the explorer answer in place; with a modifier they open as links do. */

import { isPlainClick } from "../shared/dom.js";

/**
 * @param {HTMLElement} root
 * @param {(link: HTMLAnchorElement) => void} follow
 */
export function installLinks(root, follow) {
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || !isPlainClick(event)) return;
    const { include, page, turn } = link.dataset;
    if (include === undefined && page === undefined && turn === undefined) return;
    event.preventDefault();
    follow(link);
  });
}
