/**
 * The page of the graph: the map above its list. `#URL of a note` chooses that note.
 *
 * sigma and graphology are loaded here and nowhere else. Where the map can't be drawn, the list is
 * there all the same.
 */
import { coloursOf, onScheme } from "./graph-colours.js";
import { GraphData } from "./graph-data.js";
import { element } from "./graph-dom.js";
import { GraphMap } from "./graph-map.js";
import { GraphTools } from "./graph-tools.js";
import { onPage } from "./page.js";
import { useStyle } from "./style.js";
import { say } from "./words.js";

const TRIES = 10;

/** @type {Promise<unknown> | undefined} */
let programs;

/** @param {string} name */
function load(name) {
  const script = element("script", { src: new URL(`../graph/${name}.js`, import.meta.url).href });
  return new Promise((resolve, reject) => {
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`${name} could not be loaded`)));
    document.head.append(script);
  });
}

/** While a vault is served, its map is laid out a moment after its pages. @param {string} url */
async function read(url) {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await fetch(url, { cache: "no-cache" });
    if (answer.ok) return new GraphData(await answer.json());
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`${url} could not be loaded`);
}

/** Where it is missing, sigma can't even be loaded. */
function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

class Page {
  /** @type {number | null} */
  #chosen = null;

  /** @param {HTMLElement} place @param {GraphData} data */
  constructor(place, data) {
    this.root = new URL(place.dataset.root ?? "", location.href).href;
    this.data = data;
    this.canvas = element("div", { class: "graph-canvas", role: "img", "aria-label": say("graph.map") });
    this.open = element("a", { class: "graph-open" }, say("graph.open"));
    this.open.hidden = true;
    this.tools = new GraphTools(data, {
      filter: () => this.#filter(),
      choose: (number) => this.choose(number, 2),
      fit: () => this.map.fit(),
      zoom: (factor) => this.map.zoom(factor),
    });
    const { form, buttons, legend, status } = this.tools;
    const frame = element("div", { class: "graph-frame" }, this.canvas, buttons);
    place.replaceChildren(form, frame, element("div", { class: "graph-said" }, status, this.open), legend);
    this.map = new GraphMap(this.canvas, data, coloursOf(place));
    onScheme(place, () => this.map.recolour(coloursOf(place)));
    this.#listen();
  }

  /** Choose the note that the address names. */
  follow() {
    const number = this.data.byUrl.get(new URLSearchParams(location.search).get("note") ?? "");
    if (number !== undefined) this.choose(number, 2);
  }

  /** @param {number} number @param {number} steps how far around it is shown */
  choose(number, steps) {
    this.#chosen = number;
    const { title, url } = this.data.notes[number];
    const { select } = this.tools.steps;
    select.disabled = false;
    select.value = String(steps);
    this.open.href = this.root + url;
    this.open.hidden = false;
    history.replaceState(history.state, "", `?note=${encodeURIComponent(url).replaceAll("%2F", "/")}`);
    this.map.choose(number);
    this.#filter();
    this.tools.status.textContent = say("graph.chosen", {
      name: title,
      comes: this.data.comes[number].length,
      goes: this.data.goes[number].length,
    });
  }

  #filter() {
    const seen = this.tools.seen(this.#chosen);
    this.tools.press();
    this.map.see(seen);
    this.map.fit();
    const count = seen?.size ?? this.data.notes.length;
    this.tools.status.textContent = say("graph.shown", { count });
  }

  #listen() {
    const { sigma } = this.map;
    sigma.on("enterNode", (/** @type {any} */ { node }) => this.#point(Number(node)));
    sigma.on("leaveNode", () => this.#point(null));
    sigma.on("clickNode", (/** @type {any} */ { node, event }) => this.#click(Number(node), event.original));
    const list = this.canvas.closest("article");
    for (const kind of ["focusin", "focusout", "mouseover", "mouseout"]) {
      list?.addEventListener(kind, (event) => {
        const link = /** @type {Element} */ (event.target).closest?.(".graph-list a");
        if (!(link instanceof HTMLAnchorElement)) return;
        const number = this.data.byUrl.get(link.href.slice(this.root.length));
        this.map.point(/out$/.test(kind) || number === undefined ? null : number);
      });
    }
  }

  /** @param {number | null} number */
  #point(number) {
    this.canvas.classList.toggle("graph-canvas--note", number !== null);
    this.map.point(number);
  }

  /** A finger has no pointer that rests: it chooses first. @param {number} number @param {MouseEvent | TouchEvent} event */
  #click(number, event) {
    if (!(event instanceof MouseEvent) && number !== this.#chosen) {
      this.choose(number, Number(this.tools.steps.select.value));
      return;
    }
    this.open.href = this.root + this.data.notes[number].url;
    const { ctrlKey, metaKey, shiftKey } = event;
    this.open.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }
}

/** @type {Page | undefined} */
let page;

async function show() {
  if (page && !page.canvas.isConnected) {
    page.map.kill();
    page = undefined;
  }
  const place = /** @type {HTMLElement | null} */ (document.querySelector(".graph[data-graph]"));
  if (!place || place.dataset.drawn) return;
  place.dataset.drawn = "yes";
  try {
    if (!hasWebGL()) throw new Error("there is no WebGL");
    programs ??= Promise.all([load("graphology"), load("sigma"), useStyle("graph-page")]);
    const [data] = await Promise.all([read(place.dataset.graph ?? ""), programs]);
    if (!data.hasMap) throw new Error("there is no map");
    if (!place.isConnected) return;
    page = new Page(place, data);
    page.follow();
  } catch {
    programs = undefined;
    place.replaceChildren(element("p", { class: "graph-failed" }, say("graph.failed")));
  }
}

onPage(show);
addEventListener("popstate", () => page?.follow());
