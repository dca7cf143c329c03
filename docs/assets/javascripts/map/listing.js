/**
 * The list beside the map: the papers in view, or one paper with its neighbours and theirs.
 *
 * @import { Head } from "../shared/heads.js"
 * @import { Neighbours } from "./neighbours.js"
 */

import { element } from "../shared/dom.js";
import { PAPERS_LANGUAGE, paperAddress } from "../shared/site.js";
import { formatNumber, say, sayNumber } from "../shared/words.js";

/** @typedef {(paper: number) => void} Show what rings a paper on the map; -1 for none */

/** @param {number[]} papers @param {Head[]} heads @param {Show} show */
export function itemsOfSeen(papers, heads, show) {
  return heads.map((head, n) => element("li", {}, linkTo(papers[n], head, show)));
}

/**
 * The related papers with the numbers that they have on the map, each with the way to its own.
 *
 * @param {Neighbours} around
 * @param {Head[]} heads of the paper, its neighbours and theirs
 * @param {Show} show
 */
export function itemsAround({ paper, near, further }, [own, ...others], show) {
  const items = [...near, ...further].map((one, n) => {
    const { title, slug } = others[n];
    const on = element(
      "a",
      {
        class: "map__on",
        href: `?${new URLSearchParams({ paper: slug })}`,
        "aria-label": say("Its neighbours: %(title)s", { title }),
      },
      say("Its neighbours"),
    );
    const isNear = n < near.length;
    const number = isNear
      ? element("span", { class: "map__number" }, `${formatNumber(n + 1)}.`)
      : undefined;
    const given = { class: isNear ? "map__near" : "map__further" };
    return element("li", given, number, linkTo(one, others[n], show), on);
  });
  return [element("li", { class: "map__own" }, linkTo(paper, own, show)), ...items];
}

/** @param {number} paper @param {Head} head @param {Show} show */
function linkTo(paper, { slug, title }, show) {
  const ring = () => show(paper);
  const leave = () => show(-1);
  return element(
    "a",
    {
      href: paperAddress(slug),
      lang: PAPERS_LANGUAGE,
      focus: ring,
      pointerenter: ring,
      blur: leave,
      pointerleave: leave,
    },
    title || "Untitled",
  );
}

/** What stands above the list. @param {Neighbours} around @param {Head[]} heads */
export function tellAround({ near, further }, [{ title }]) {
  const related = sayNumber("%(number)s related paper", "%(number)s related papers", near.length);
  const theirs = sayNumber(
    "%(number)s paper related to these",
    "%(number)s papers related to these",
    further.length,
  );
  return say("“%(title)s”: %(related)s, numbered; %(theirs)s.", { title, related, theirs });
}

/** What stands above the list. @param {number} seen @param {number} listed */
export function tellSeen(seen, listed) {
  if (!seen) return say("No papers in view: zoom out or choose another tag.");
  const papers = sayNumber("%(number)s paper in view", "%(number)s papers in view", seen);
  if (seen === listed) return `${papers}:`;
  const number = formatNumber(listed);
  return say("%(papers)s; showing the %(number)s nearest the centre:", { papers, number });
}
