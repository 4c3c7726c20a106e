/**
 * What stands around the map: a field to find a note, what is shown, and colours with folders.
 *
 * @typedef {import("./graph-data.js").GraphData} GraphData
 * @typedef {{ filter: () => void, choose: (number: number) => void, fit: () => void,
 *   zoom: (factor: number) => void }} Acts
 */
import { button, choice, element } from "./graph-dom.js";
import { say } from "./words.js";

const FOUND = 8;
const NEARER = 0.6;

export class GraphTools {
  /** @param {GraphData} data @param {Acts} acts */
  constructor(data, acts) {
    this.data = data;
    this.acts = acts;
    const find = say("graph.find");
    const field = { type: "search", "aria-label": find, placeholder: find, autocomplete: "off" };
    this.find = element("input", field);
    this.found = element("ul", { class: "graph-found" });
    this.folder = choice(say("graph.folder"), this.#folders());
    this.tag = choice(say("graph.tag"), this.#tags());
    this.tag.label.hidden = data.tags.size === 0;
    this.steps = choice(say("graph.around"), [
      ["0", say("graph.everything")],
      ["1", say("graph.one-step")],
      ["2", say("graph.two-steps")],
    ]);
    this.steps.select.disabled = true;
    this.status = element("p", { class: "graph-status", role: "status" });
    const colours = { class: "graph-legend", "aria-label": say("graph.colours") };
    this.legend = element("ul", colours, ...data.groups.map((folder, index) => this.#colour(folder, index)));
    this.buttons = this.#zoom();
    this.form = this.#form();
  }

  /** @param {number | null} chosen @returns {Set<number> | null} what is seen; null is everything */
  seen(chosen) {
    const [folder, tag, steps] = this.#choices.map(({ select }) => select.value);
    const sets = [];
    if (folder !== "*") sets.push(this.data.inFolder(folder));
    if (tag) sets.push(new Set(this.data.tags.get(tag)));
    if (chosen !== null && steps !== "0") sets.push(this.data.within(chosen, Number(steps)));
    if (!sets.length) return null;
    return new Set([...sets[0]].filter((each) => sets.every((set) => set.has(each))));
  }

  /** Say which folder is shown alone. */
  press() {
    for (const [index, each] of [...this.legend.querySelectorAll("button")].entries()) {
      const alone = this.folder.select.value === this.data.groups[index];
      each.setAttribute("aria-pressed", String(alone));
    }
  }

  get #choices() {
    return [this.folder, this.tag, this.steps];
  }

  /** @returns {[string, string][]} */
  #folders() {
    const named = (/** @type {string} */ folder) => folder || say("graph.no-folder");
    const ordered = [...this.data.folders].sort((a, b) => a.localeCompare(b));
    return [["*", say("graph.all-folders")], ...pairs(ordered, named)];
  }

  /** @returns {[string, string][]} */
  #tags() {
    return [["", say("graph.all-tags")], ...pairs([...this.data.tags.keys()], (tag) => `#${tag}`)];
  }

  #form() {
    const form = element(
      "form",
      { class: "graph-tools", role: "search" },
      element("div", { class: "graph-find" }, this.find, this.found),
      ...this.#choices.map(({ label }) => label),
    );
    for (const { select } of this.#choices) select.addEventListener("change", this.acts.filter);
    this.find.addEventListener("input", () => this.#show());
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#clear();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.found.querySelector("button")?.click();
    });
    return form;
  }

  #zoom() {
    const { fit, zoom } = this.acts;
    /** @type {[string, string, () => void][]} */
    const ways = [
      ["+", say("graph.zoom-in"), () => zoom(NEARER)],
      ["−", say("graph.zoom-out"), () => zoom(1 / NEARER)],
      ["⤢", say("graph.fit"), fit],
    ];
    const buttons = ways.map(([sign, title, act]) => button({ title, "aria-label": title }, act, sign));
    return element("div", { class: "graph-zoom" }, ...buttons);
  }

  #clear() {
    this.find.value = "";
    this.found.replaceChildren();
  }

  #show() {
    const found = this.data.named(this.find.value);
    this.found.replaceChildren(...found.slice(0, FOUND).map((number) => this.#result(number)));
    this.status.textContent = this.find.value && !found.length ? say("graph.none") : "";
  }

  /** @param {number} number */
  #result(number) {
    const { title, folder } = this.data.notes[number];
    const choose = () => {
      this.#clear();
      this.acts.choose(number);
    };
    const names = [element("bdi", {}, title), " ", element("small", {}, folder)];
    return element("li", {}, button({}, choose, ...names));
  }

  /** It shows its folder alone, and all again. @param {string} folder @param {number} index */
  #colour(folder, index) {
    const { select } = this.folder;
    const alone = () => {
      select.value = select.value === folder ? "*" : folder;
      if (select.selectedIndex < 0) select.add(new Option(folder, folder, true, true));
      this.acts.filter();
    };
    const attributes = { class: `g${index + 1}`, "aria-pressed": "false" };
    return element("li", {}, button(attributes, alone, element("bdi", {}, folder)));
  }
}

/** @param {string[]} values @param {(value: string) => string} text @returns {[string, string][]} */
function pairs(values, text) {
  return values.map((value) => [value, text(value)]);
}
