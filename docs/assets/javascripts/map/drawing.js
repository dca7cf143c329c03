/**
 * Draws the map on its canvas, in the colours of the page.
 *
 * All points have one colour; where some are lit, those have it and the others step back.
 *
 * @import { Camera } from "./camera.js"
 * @import { Neighbours } from "./neighbours.js"
 * @import { Box } from "./names.js"
 * @import { Region } from "./regions.js"
 *
 * @typedef {object} World
 * @property {number[]} xs
 * @property {number[]} ys
 * @property {(tag: string) => string} nameOf
 * @property {Region[]} regions
 */

import { findPlace, Occupancy } from "./names.js";

const RADIUS = 3.4;
const LIT = 5;
const LABEL = 12;
/** What the page names its colours here: see `map.css`. */
const COLOURS = /** @type {const} */ (["ink", "ground", "point", "back", "line"]);

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
    /** @type {Neighbours | null} the paper whose neighbours are lit */
    this.around = null;
    this.chosen = -1;
    this.asked = 0;
    this.font = "";
    this.colours = { ink: "", ground: "", point: "", back: "", line: "" };
    /** Where the names are that were drawn last. @type {Box[]} */
    this.names = [];
    this.readColours();
  }

  /** Take the colours as the page has them now: they change with light, dark and forced colours. */
  readColours() {
    const { style } = this.canvas;
    for (const name of COLOURS) {
      style.color = `var(--map-${name})`;
      this.colours[name] = getComputedStyle(this.canvas).color;
    }
    style.color = "";
    const sans = getComputedStyle(this.canvas).getPropertyValue("--catalogue-sans");
    this.font = `600 ${LABEL}px ${sans}`;
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

  /** @param {number} paper @returns {[number, number]} on the screen */
  place(paper) {
    return this.camera.toScreen(this.world.xs[paper], this.world.ys[paper]);
  }

  /** The papers in view, of lit ones where there are some; those in the middle first. */
  papersInView() {
    const { camera, lit, world } = this;
    /** @type {[number, number][]} */
    const seen = [];
    for (let paper = 0; paper < world.xs.length; paper++) {
      if (lit && !lit.has(paper)) continue;
      const [x, y] = this.place(paper);
      if (x < 0 || y < 0 || x > camera.width || y > camera.height) continue;
      seen.push([(x - camera.width / 2) ** 2 + (y - camera.height / 2) ** 2, paper]);
    }
    return seen.sort((a, b) => a[0] - b[0]).map(([, paper]) => paper);
  }

  now() {
    const { pen, camera, world, lit, colours } = this;
    const dense = devicePixelRatio || 1;
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, camera.width, camera.height);
    const crowd = Math.max(0.35, Math.min(1, Math.sqrt(600 / world.xs.length)));
    const radius = RADIUS * crowd * Math.min(3, Math.sqrt(camera.zoom));
    const points = new Occupancy(camera.width, camera.height);
    for (const pass of lit ? [false, true] : [true]) {
      if (pass) this.drawPairs();
      pen.globalAlpha = pass ? 0.85 : 0.45;
      pen.fillStyle = pass ? colours.point : colours.back;
      const size = lit && pass ? Math.max(radius, LIT * crowd) : radius;
      for (let paper = 0; paper < world.xs.length; paper++) {
        if (lit && lit.has(paper) !== pass) continue;
        const [x, y] = this.place(paper);
        if (x < -9 || y < -9 || x > camera.width + 9 || y > camera.height + 9) continue;
        points.add(x, y, size);
        pen.beginPath();
        pen.arc(x, y, size, 0, 7);
        pen.fill();
      }
    }
    pen.globalAlpha = 1;
    points.sum();
    if (this.around) this.drawNumbers(this.around, points);
    else this.drawNames(points);
    if (this.chosen >= 0) this.ring(this.chosen, radius + 4, 2.5);
  }

  drawPairs() {
    const { pen, around, colours } = this;
    if (!around) return;
    pen.strokeStyle = colours.line;
    for (const [one, other] of around.pairs) {
      pen.lineWidth = one === around.paper ? 2 : 0.8;
      pen.beginPath();
      pen.moveTo(...this.place(one));
      pen.lineTo(...this.place(other));
      pen.stroke();
    }
  }

  /** The numbers that the list gives the related papers. @param {Neighbours} around @param {Occupancy} points */
  drawNumbers({ paper, near }, points) {
    this.ring(paper, LIT + 4, 3);
    this.names = [];
    for (const [n, one] of near.entries()) {
      const [x, y] = this.place(one);
      const above = { x, y: y - LABEL, width: LABEL, height: LABEL };
      const box = findPlace(above, this.camera, points, this.names);
      if (box) this.names.push(box);
      const { left, top } = box ?? { left: x - LABEL / 2, top: y - 1.5 * LABEL };
      this.write(String(n + 1), left + LABEL / 2, top + LABEL / 2);
    }
  }

  /** @param {Occupancy} points */
  drawNames(points) {
    const { pen, camera, world } = this;
    this.names = [];
    pen.font = this.font;
    for (const { tag, x, y } of world.regions) {
      if (this.tag && tag !== this.tag) continue;
      const [px, py] = camera.toScreen(x, y);
      if (px < 0 || py < 0 || px > camera.width || py > camera.height) continue;
      const name = world.nameOf(tag);
      const size = { width: pen.measureText(name).width + 8, height: LABEL + 6 };
      const box = findPlace({ x: px, y: py, ...size }, camera, points, this.names);
      if (!box) continue;
      this.names.push(box);
      this.write(name, box.left + box.width / 2, box.top + box.height / 2);
    }
  }

  /** @param {string} text @param {number} x @param {number} y */
  write(text, x, y) {
    const { pen, colours } = this;
    pen.font = this.font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineWidth = 4;
    pen.lineJoin = "round";
    pen.strokeStyle = colours.ground;
    pen.strokeText(text, x, y);
    pen.fillStyle = colours.ink;
    pen.fillText(text, x, y);
  }

  /** @param {number} paper @param {number} radius @param {number} width of the line */
  ring(paper, radius, width) {
    const { pen } = this;
    pen.lineWidth = width;
    pen.strokeStyle = this.colours.ink;
    pen.beginPath();
    pen.arc(...this.place(paper), radius, 0, 7);
    pen.stroke();
  }
}
