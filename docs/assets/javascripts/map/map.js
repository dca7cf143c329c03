/**
 * The map of the catalogue: moves, zooms, names what is under the pointer, lists what is seen.
 *
 * The address keeps where one looks and which tag is lit; `?paper=` shows a paper's neighbours.
 *
 * @import { Neighbours } from "./neighbours.js"
 */

import { Catalogue } from "../explorer/catalogue.js";
import { find, findAll } from "../shared/dom.js";
import { fetchJson } from "../shared/fetch.js";
import { headsOf } from "../shared/heads.js";
import { paperAddress, ROOT } from "../shared/site.js";
import { say } from "../shared/words.js";
import { readAddress, writeAddress } from "./address.js";
import { Camera } from "./camera.js";
import { Drawing } from "./drawing.js";
import { itemsAround, itemsOfSeen, tellAround, tellSeen } from "./listing.js";
import { neighboursOf, numberOf } from "./neighbours.js";
import { regionsOf } from "./regions.js";
import { placeTip } from "./tip.js";

const NEAR = 14;
const LISTED = 40;
const STEP = 60;

const page = find(document, "[data-map]", HTMLElement);
const status = find(page, "[data-status]", HTMLElement);
const choice = find(page, "[data-tag]", HTMLSelectElement);
const legend = find(page, "[data-legend]", HTMLElement);
const whole = find(page, "[data-whole]", HTMLAnchorElement);
const list = find(page, "[data-list]", HTMLElement);
const asked = readAddress();

class PaperMap {
  /** @param {Catalogue} catalogue @param {Data.Points} places */
  constructor(catalogue, places) {
    this.catalogue = catalogue;
    this.xs = places.x;
    this.ys = places.y;
    this.canvas = find(page, "[data-canvas]", HTMLCanvasElement);
    this.tip = find(page, "[data-tip]", HTMLElement);
    this.camera = new Camera(Number(page.dataset.side));
    const { tags, tagged } = catalogue.filters;
    /** @type {Map<string, number[]>} */
    this.papersOf = new Map(tags.map((tag) => [tag, []]));
    for (const [paper, own] of tagged.entries()) {
      for (const tag of own) this.papersOf.get(tags[tag])?.push(paper);
    }
    const options = findAll(choice, "[data-name]", HTMLOptionElement);
    const names = new Map(options.map(({ value, dataset }) => [value, dataset.name ?? value]));
    this.drawing = new Drawing(this.canvas, this.camera, {
      xs: this.xs,
      ys: this.ys,
      nameOf: (tag) => names.get(tag) ?? tag,
      regions: regionsOf(this.papersOf, this.xs, this.ys, Number(page.dataset.least)),
    });
    /** @type {Map<number, { x: number, y: number }>} */
    this.pointers = new Map();
    this.moved = 0;
    this.listTimer = 0;
    /** @type {Neighbours | null} those that the list has */
    this.listed = null;
    this.listen();
    this.drawing.resize();
    this.camera.showAll();
    this.home = this.camera.place.join();
    this.light(asked.tag);
    if (asked.view) this.camera.look(...asked.view);
    /** Whether the neighbours that the address asks for are still to come. */
    this.waiting = asked.paper !== "";
    if (asked.paper) this.showAround(asked.paper).catch(tellFailure);
  }

  /** Light a paper, its neighbours and theirs. @param {string} slug */
  async showAround(slug) {
    const paper = await numberOf(this.catalogue, slug);
    const around = paper < 0 ? null : await neighboursOf(this.catalogue, paper);
    this.waiting = false;
    if (!around) return;
    const all = [paper, ...around.near, ...around.further];
    this.drawing.around = around;
    this.drawing.lit = new Set(all);
    this.drawing.tag = choice.value = "";
    const pick = (/** @type {number[]} */ column) =>
      [paper, ...around.near].map((one) => column[one]);
    this.camera.fit(pick(this.xs), pick(this.ys));
    this.home = this.camera.place.join();
    if (asked.view) this.camera.look(...asked.view);
    this.refresh();
  }

  /** Keep in the address what is seen. */
  note() {
    const { around, tag } = this.drawing;
    const { place } = this.camera;
    writeAddress(tag, around !== null || this.waiting, place.join() === this.home ? null : place);
  }

  listen() {
    const { canvas } = this;
    new ResizeObserver(() => {
      this.drawing.resize();
      this.refresh();
    }).observe(canvas);
    const recolour = () => {
      this.drawing.readColours();
      this.drawing.later();
    };
    const schemes = { attributeFilter: ["data-md-color-scheme"] };
    new MutationObserver(recolour).observe(document.body, schemes);
    matchMedia("(forced-colors: active)").addEventListener("change", recolour);
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
      canvas.addEventListener(name, (event) => this.release(event));
    }
    canvas.addEventListener("pointerleave", () => this.show(-1));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.key(event));
    choice.addEventListener("change", () => this.light(choice.value));
    for (const button of page.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoom(button.getAttribute("data-zoom") ?? ""));
    }
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    this.canvas.setPointerCapture(event.pointerId);
    this.moved = 0;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const here = { x: event.offsetX, y: event.offsetY };
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      this.show(this.nearest(here.x, here.y));
      return;
    }
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = (/** @type {{ x: number, y: number }} */ a) =>
        Math.hypot(a.x - other.x, a.y - other.y) || 1;
      this.camera.zoomAt(
        apart(here) / apart(before),
        (here.x + other.x) / 2,
        (here.y + other.y) / 2,
      );
    } else {
      this.camera.pan(here.x - before.x, here.y - before.y);
    }
    this.moved += Math.hypot(here.x - before.x, here.y - before.y);
    this.pointers.set(event.pointerId, here);
    this.refresh();
  }

  /** @param {PointerEvent} event */
  release(event) {
    const wasAlone = this.pointers.size === 1;
    this.pointers.delete(event.pointerId);
    if (event.type !== "pointerup" || !wasAlone || this.moved > 6) return;
    const paper = this.nearest(event.offsetX, event.offsetY);
    if (event.pointerType === "touch" && this.drawing.chosen !== paper) this.show(paper);
    else if (paper >= 0) void this.open(paper);
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    this.camera.zoomAt(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    this.refresh();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const pans = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const zooms = { "+": "in", "=": "in", "-": "out", 0: "all" };
    const by = pans[/** @type {keyof typeof pans} */ (event.key)];
    const how = zooms[/** @type {keyof typeof zooms} */ (event.key)];
    if (event.ctrlKey || event.metaKey || event.altKey || !(by || how)) return;
    event.preventDefault();
    if (by) {
      this.camera.pan(by[0] * STEP, by[1] * STEP);
      this.refresh();
    } else {
      this.zoom(how);
    }
  }

  /** @param {string} how */
  zoom(how) {
    if (how === "all") this.camera.showAll();
    else this.camera.zoomAt(how === "in" ? 1.6 : 1 / 1.6);
    this.refresh();
  }

  /** Light the papers of a tag up. @param {string} tag */
  light(tag) {
    const papers = this.papersOf.get(tag);
    choice.value = papers ? tag : "";
    this.drawing.lit = papers ? new Set(papers) : null;
    this.drawing.tag = papers ? tag : "";
    this.drawing.around = null;
    legend.hidden = !papers;
    const name = choice.selectedOptions[0]?.dataset.name ?? "";
    find(legend, "[data-lit]", HTMLElement).textContent = papers
      ? say("Tagged %(name)s", { name })
      : "";
    this.refresh();
  }

  refresh() {
    this.drawing.later();
    clearTimeout(this.listTimer);
    this.listTimer = setTimeout(() => {
      this.note();
      void (this.drawing.around ? this.listAround(this.drawing.around) : this.listSeen());
    }, 150);
  }

  /** The paper under a pixel, -1 for none. @param {number} px @param {number} py */
  nearest(px, py) {
    const { lit } = this.drawing;
    let best = -1;
    let least = NEAR * NEAR;
    for (let paper = 0; paper < this.xs.length; paper++) {
      if (lit && !lit.has(paper)) continue;
      const [x, y] = this.camera.toScreen(this.xs[paper], this.ys[paper]);
      const square = (x - px) ** 2 + (y - py) ** 2;
      if (square < least) [best, least] = [paper, square];
    }
    return best;
  }

  /** Ring a paper and say its title beside it. @param {number} paper -1 for none */
  async show(paper) {
    if (paper === this.drawing.chosen) return;
    this.drawing.chosen = paper;
    this.drawing.later();
    this.canvas.toggleAttribute("data-over", paper >= 0);
    const { tip } = this;
    if (paper < 0) {
      tip.hidden = true;
      return;
    }
    const [head] = await headsOf([paper], this.catalogue.papers);
    if (this.drawing.chosen !== paper) return;
    tip.textContent = head.title;
    tip.hidden = false;
    placeTip(tip, this.drawing.place(paper), this.camera);
  }

  /** @param {number} paper */
  async open(paper) {
    const [head] = await headsOf([paper], this.catalogue.papers);
    location.href = paperAddress(head.slug);
  }

  /** Name the papers in view beside the map, those in the middle first. */
  async listSeen() {
    const seen = this.drawing.papersInView();
    const papers = seen.slice(0, LISTED);
    const heads = await headsOf(papers, this.catalogue.papers);
    if (this.drawing.around) return;
    whole.hidden = true;
    status.textContent = tellSeen(seen.length, papers.length);
    list.replaceChildren(...itemsOfSeen(papers, heads, (paper) => void this.show(paper)));
    this.listed = null;
  }

  /** Name the papers around one beside the map. @param {Neighbours} around */
  async listAround(around) {
    if (this.listed === around) return;
    const { paper, near, further } = around;
    const heads = await headsOf([paper, ...near, ...further], this.catalogue.papers);
    if (this.drawing.around !== around) return;
    this.listed = around;
    whole.hidden = false;
    status.textContent = tellAround(around, heads);
    list.replaceChildren(...itemsAround(around, heads, (paper) => void this.show(paper)));
  }
}

/** @param {unknown} error */
function tellFailure(error) {
  const reason = error instanceof Error ? error.message : String(error);
  status.textContent = say("The map could not be loaded: %(reason)s", { reason });
}

try {
  /** @type {Promise<Data.Points>} */
  const places = fetchJson(new URL("map/points.json", ROOT));
  const [catalogue, points] = await Promise.all([Catalogue.open(), places]);
  new PaperMap(catalogue, points);
} catch (error) {
  tellFailure(error);
}
