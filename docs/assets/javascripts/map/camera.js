/**
 * What part of the map is seen: a square world of `side` units, a screen in CSS pixels.
 */

const CLOSEST = 40;
/** How near one paper and those around it come by themselves. */
const MODEST = 8;

export class Camera {
  /** @param {number} side of the world */
  constructor(side) {
    this.side = side;
    this.width = 1;
    this.height = 1;
    this.x = 0;
    this.y = 0;
    /** Pixels a unit of the world. */
    this.scale = 1;
    this.showAll();
  }

  /** Pixels a unit of the world when everything is seen. */
  get least() {
    return (0.92 * Math.min(this.width, this.height)) / this.side;
  }

  /** How much nearer than when everything is seen. */
  get zoom() {
    return this.scale / this.least;
  }

  showAll() {
    this.scale = this.least;
    this.x = this.y = this.side / 2;
  }

  /** @param {number} width @param {number} height of the screen */
  resize(width, height) {
    const { zoom } = this;
    this.width = width;
    this.height = height;
    this.scale = this.least * zoom;
  }

  /** @param {number} x @param {number} y in the world @returns {[number, number]} on the screen */
  toScreen(x, y) {
    return [
      (x - this.x) * this.scale + this.width / 2,
      (y - this.y) * this.scale + this.height / 2,
    ];
  }

  /** Show all of some points, no closer than needed. @param {number[]} xs @param {number[]} ys */
  fit(xs, ys) {
    const [left, right, top, bottom] = [
      Math.min(...xs),
      Math.max(...xs),
      Math.min(...ys),
      Math.max(...ys),
    ];
    const across = (0.8 * this.width) / Math.max(right - left, 1);
    const down = (0.8 * this.height) / Math.max(bottom - top, 1);
    this.look(
      (left + right) / 2,
      (top + bottom) / 2,
      Math.min(across, down, MODEST * this.least) / this.least,
    );
  }

  /** @param {number} x @param {number} y in the middle @param {number} zoom */
  look(x, y, zoom) {
    this.x = clamp(x, 0, this.side);
    this.y = clamp(y, 0, this.side);
    this.scale = this.least * clamp(zoom, 1, CLOSEST);
  }

  /** Where one looks, as the address has it. */
  get place() {
    const { x, y, zoom } = this;
    return [String(Math.round(x)), String(Math.round(y)), String(Number(zoom.toFixed(2)))];
  }

  /** Move by pixels of the screen. @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.x = clamp(this.x - dx / this.scale, 0, this.side);
    this.y = clamp(this.y - dy / this.scale, 0, this.side);
  }

  /** Zoom by a factor; what is under the pixel stays there. @param {number} factor @param {number} px @param {number} py */
  zoomAt(factor, px = this.width / 2, py = this.height / 2) {
    const scale = clamp(this.scale * factor, this.least, this.least * CLOSEST);
    const dx = (px - this.width / 2) * (1 / this.scale - 1 / scale);
    const dy = (py - this.height / 2) * (1 / this.scale - 1 / scale);
    this.scale = scale;
    this.x = clamp(this.x + dx, 0, this.side);
    this.y = clamp(this.y + dy, 0, this.side);
  }
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
