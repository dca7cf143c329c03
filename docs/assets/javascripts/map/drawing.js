/**
 * Draws the map on its canvas, in the colours of the page.
 *
 * @import { Camera } from "./camera.js"
 * @import { Region } from "./regions.js"
 *
 * @typedef {object} World
 * @property {number[]} xs
 * @property {number[]} ys
 * @property {(paper: number) => string} facet
 * @property {(tag: string) => string} nameOf
 * @property {Region[]} regions
 */

import { findAll } from "../shared/dom.js";

const RADIUS = 3.4;
const LIT = 5;
const LABEL = 12;

export class Drawing {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Camera} camera
   * @param {World} world
   */
  constructor(canvas, camera, world) {
    this.canvas = canvas;
    this.camera = camera;
    this.world = world;
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {Set<number> | null} */
    this.lit = null;
    /** The tag whose papers are lit, empty for none. */
    this.tag = "";
    this.chosen = -1;
    this.asked = 0;
    this.ink = this.soft = this.ground = this.font = "";
    /** @type {Map<string, string>} colours */
    this.facets = new Map();
    this.readColours();
  }

  /** Take the colours as the page has them now: they change with light and dark. */
  readColours() {
    const style = getComputedStyle(this.canvas);
    const read = (/** @type {string} */ name) => style.getPropertyValue(`--catalogue-${name}`);
    this.ink = read("ink");
    this.soft = read("line-strong");
    this.ground = read("surface");
    this.font = `600 ${LABEL}px ${read("sans")}`;
    for (const item of findAll(document, "[data-legend] [data-facet]", HTMLElement)) {
      const colour = getComputedStyle(item).getPropertyValue("--facet").trim();
      this.facets.set(item.dataset.facet ?? "", colour);
    }
  }

  /** Fit the canvas to its place. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const dense = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * dense);
    this.canvas.height = Math.round(height * dense);
    this.camera.resize(width, height);
  }

  /** Draw at the next frame, once. */
  later() {
    this.asked ||= requestAnimationFrame(() => {
      this.asked = 0;
      this.now();
    });
  }

  now() {
    const { pen, camera, world, lit } = this;
    const dense = devicePixelRatio || 1;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    const crowd = Math.max(0.35, Math.min(1, Math.sqrt(600 / world.xs.length)));
    const radius = RADIUS * crowd * Math.min(3, Math.sqrt(camera.zoom));
    for (const pass of lit ? [false, true] : [false]) {
      for (let paper = 0; paper < world.xs.length; paper++) {
        if (lit && lit.has(paper) !== pass) continue;
        const [x, y] = camera.toScreen(world.xs[paper], world.ys[paper]);
        if (x < -9 || y < -9 || x > camera.width + 9 || y > camera.height + 9) continue;
        pen.globalAlpha = lit ? (pass ? 1 : 0.3) : 0.82;
        pen.fillStyle =
          lit && !pass ? this.soft : (this.facets.get(world.facet(paper)) ?? this.soft);
        pen.beginPath();
        pen.arc(x, y, pass ? Math.max(radius, LIT * crowd) : radius, 0, 7);
        pen.fill();
      }
    }
    pen.globalAlpha = 1;
    this.drawNames();
    this.drawChosen(radius);
  }

  drawNames() {
    const { pen, camera, world } = this;
    /** @type {[number, number, number, number][]} */
    const taken = [];
    pen.font = this.font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 4;
    pen.lineJoin = "round";
    for (const { tag, x, y } of world.regions) {
      if (this.tag && tag !== this.tag) continue;
      const [px, py] = camera.toScreen(x, y);
      const name = world.nameOf(tag);
      const half = pen.measureText(name).width / 2;
      /** @type {[number, number, number, number]} */
      const box = [px - half - 6, py - LABEL, px + half + 6, py + LABEL];
      if (box[0] < 0 || box[1] < 0 || box[2] > camera.width || box[3] > camera.height) continue;
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      pen.strokeStyle = this.ground;
      pen.strokeText(name, px, py);
      pen.fillStyle = this.ink;
      pen.fillText(name, px, py);
    }
  }

  /** @param {number} radius of the other points */
  drawChosen(radius) {
    if (this.chosen < 0) return;
    const { pen, camera, world } = this;
    const [x, y] = camera.toScreen(world.xs[this.chosen], world.ys[this.chosen]);
    pen.lineWidth = 2.5;
    pen.strokeStyle = this.ink;
    pen.beginPath();
    pen.arc(x, y, radius + 4, 0, 7);
    pen.stroke();
  }
}

/** @param {number[]} a @param {number[]} b */
function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
