/**
 * The map, drawn by sigma: which notes are seen, which stand out, and where the reader looks.
 *
 * @typedef {import("./graph-data.js").GraphData} GraphData
 * @typedef {import("./graph-colours.js").Colours} Colours
 */

const MANY = 20_000; // links, too many to draw while the map moves
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class GraphMap {
  /** @type {Set<number> | null} what is seen; null is everything */
  #seen = null;
  /** @type {number | null} */
  #under = null;
  /** @type {number | null} */
  #chosen = null;
  /** @type {Set<number>} */
  #lit = new Set();

  /** @param {HTMLElement} place @param {GraphData} data @param {Colours} colours */
  constructor(place, data, colours) {
    const { Sigma, graphology } = /** @type {any} */ (globalThis);
    this.data = data;
    this.colours = colours;
    const graph = new graphology.Graph({ type: "directed" });
    const room = Math.sqrt(place.clientWidth / data.notes.length);
    const scale = Math.min(Math.max(room, 0.4), 1.3);
    data.notes.forEach(({ title, x, y }, number) => {
      const size = scale * (1.8 + 0.55 * Math.sqrt(data.near(number).size));
      graph.addNode(number, { x, y, size, label: title });
    });
    let links = 0;
    data.goes.forEach((others, number) => {
      for (const other of others) graph.addEdgeWithKey(links++, number, other);
    });
    this.sigma = new Sigma(graph, place, {
      ...this.#settings(),
      hideEdgesOnMove: links > MANY,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 2,
      labelRenderedSizeThreshold: 4,
      labelDensity: 0.6,
      labelGridCellSize: 110,
      nodeReducer: (/** @type {string} */ node, /** @type {object} */ own) => this.#node(Number(node), own),
      edgeReducer: (/** @type {string} */ edge) => this.#edge(graph.source(edge), graph.target(edge)),
    });
    this.graph = graph;
  }

  /** What stands out: the note under the pointer, else the one that was chosen. */
  get standing() {
    return this.#under ?? this.#chosen;
  }

  /** Does what stands out leave the rest pale? Not where the rest is what is around it. */
  get #dims() {
    return this.standing !== null && (this.#under !== null || this.#seen === null);
  }

  /** @param {Set<number> | null} numbers */
  see(numbers) {
    this.#seen = numbers;
    this.#draw();
  }

  /** @param {number | null} number */
  point(number) {
    this.#under = number;
    this.#draw();
  }

  /** @param {number | null} number */
  choose(number) {
    this.#chosen = number;
    this.#draw();
  }

  /** @param {Colours} colours */
  recolour(colours) {
    this.colours = colours;
    this.sigma.setSettings(this.#settings());
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Look at all that is seen. */
  fit() {
    const seen = this.#seen ?? this.graph.nodes().map(Number);
    const places = [...seen].map((each) => this.sigma.getNodeDisplayData(String(each)));
    const [left, right] = ends(places.map(({ x }) => x));
    const [low, high] = ends(places.map(({ y }) => y));
    const ratio = Math.max(right - left, high - low, 0.08) * 1.15;
    this.#move({ x: (left + right) / 2, y: (low + high) / 2, ratio, angle: 0 });
  }

  /** @param {number} factor */
  zoom(factor) {
    this.#move({ ratio: this.sigma.getCamera().ratio * factor });
  }

  kill() {
    this.sigma.kill();
  }

  /** @param {object} where */
  #move(where) {
    this.sigma.getCamera().animate(where, { duration: still.matches ? 0 : 300 });
  }

  #draw() {
    const standing = this.standing;
    this.#lit = standing === null ? new Set() : this.data.near(standing).add(standing);
    this.sigma.refresh({ skipIndexation: true });
  }

  /** @param {number} number @param {object} own */
  #node(number, own) {
    const { folders, faint } = this.colours;
    const { colour, title } = this.data.notes[number];
    if (this.#seen && !this.#seen.has(number)) return { ...own, hidden: true };
    if (!this.#dims) {
      return { ...own, color: folders[colour], zIndex: 1, highlighted: number === this.#chosen };
    }
    if (!this.#lit.has(number)) return { ...own, color: faint, label: null, zIndex: 0 };
    const highlighted = number === this.standing;
    return { ...own, label: title, color: folders[colour], zIndex: 2, highlighted };
  }

  /** @param {string} from @param {string} to */
  #edge(from, to) {
    const ends = [Number(from), Number(to)];
    if (this.#seen && !ends.every((end) => this.#seen?.has(end))) return { hidden: true };
    if (this.standing === null || !ends.includes(this.standing)) {
      return this.#dims ? { hidden: true } : { color: this.colours.line, size: 0.8 };
    }
    return { color: this.colours.strong, size: 1.5, type: "arrow", zIndex: 1 };
  }

  #settings() {
    const { text, face, line } = this.colours;
    return {
      labelColor: { color: text },
      labelFont: face,
      labelSize: 12,
      defaultEdgeColor: line,
      minEdgeThickness: 0.6,
      defaultDrawNodeLabel: this.#drawName,
      defaultDrawNodeHover: this.#drawStanding,
    };
  }

  /** The name of a note, to be read over others. */
  #drawName = (/** @type {any} */ context, /** @type {any} */ node, /** @type {any} */ settings, weight = 400) => {
    if (!node.label) return;
    const { labelSize, labelFont } = settings;
    const place = [node.x + node.size + 4, node.y + labelSize / 3];
    context.font = `${weight} ${labelSize}px ${labelFont}`;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.strokeStyle = this.colours.page;
    context.strokeText(node.label, ...place);
    context.fillStyle = this.colours.text;
    context.fillText(node.label, ...place);
  };

  /** The note that stands out: a ring around it, its name in bold. */
  #drawStanding = (/** @type {any} */ context, /** @type {any} */ node, /** @type {any} */ settings) => {
    context.lineWidth = 2;
    context.strokeStyle = this.colours.strong;
    context.beginPath();
    context.arc(node.x, node.y, node.size + 2, 0, 2 * Math.PI);
    context.stroke();
    this.#drawName(context, { ...node, size: node.size + 2 }, settings, 700);
  };
}

/** @param {number[]} numbers */
function ends(numbers) {
  return [numbers.reduce((a, b) => Math.min(a, b), 1), numbers.reduce((a, b) => Math.max(a, b), 0)];
}
