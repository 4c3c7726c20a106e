/**
 * What stands around the map: a field to find a note, what is shown, and colours with their folders.
 *
 * @typedef {import("./graph-data.js").GraphData} GraphData
 */
import { say } from "./words.js";

const FOUND = 8;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {Record<string, string>} attributes @param {(Node | string)[]} content
 */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** @param {string} text @param {[string, string][]} options by value */
function choice(text, options) {
  const select = element("select", { "aria-label": text }, ...options.map(([value, name]) => element("option", { value }, name)));
  return { select, label: element("label", {}, `${text} `, select) };
}

export class GraphTools {
  /**
   * @param {GraphData} data
   * @param {{ filter: () => void, choose: (number: number) => void, fit: () => void,
   *   zoom: (factor: number) => void }} on
   */
  constructor(data, on) {
    this.data = data;
    this.find = element("input", { type: "search", "aria-label": say("graph.find"), placeholder: say("graph.find"), autocomplete: "off" });
    this.found = element("ul", { class: "graph-found" });
    const folders = [...new Set(data.folders)].sort((a, b) => a.localeCompare(b));
    const named = (/** @type {string} */ folder) => folder || say("graph.no-folder");
    this.folder = choice(say("graph.folder"), [["*", say("graph.all-folders")], ...folders.map((each) => /** @type {[string, string]} */ ([each, named(each)]))]);
    this.tag = choice(say("graph.tag"), [["", say("graph.all-tags")], ...[...data.tags.keys()].map((each) => /** @type {[string, string]} */ ([each, `#${each}`]))]);
    this.steps = choice(say("graph.around"), [["0", say("graph.everything")], ["1", say("graph.one-step")], ["2", say("graph.two-steps")]]);
    this.steps.select.disabled = true;
    this.tag.label.hidden = data.tags.size === 0;
    this.status = element("p", { class: "graph-status", role: "status" });
    this.legend = element("ul", { class: "graph-legend", "aria-label": say("graph.colours") }, ...this.#colours(on.filter));
    const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {() => void} */ act) => {
      const made = element("button", { type: "button", title: name, "aria-label": name }, sign);
      made.addEventListener("click", act);
      return made;
    };
    this.buttons = element(
      "div",
      { class: "graph-zoom" },
      button("+", say("graph.zoom-in"), () => on.zoom(0.6)),
      button("−", say("graph.zoom-out"), () => on.zoom(1 / 0.6)),
      button("⤢", say("graph.fit"), on.fit),
    );
    this.form = element(
      "form",
      { class: "graph-tools", role: "search" },
      element("div", { class: "graph-find" }, this.find, this.found),
      this.folder.label,
      this.tag.label,
      this.steps.label,
    );
    for (const { select } of [this.folder, this.tag, this.steps]) select.addEventListener("change", on.filter);
    this.find.addEventListener("input", () => this.#show(on.choose));
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.found.querySelector("button")?.click();
    });
  }

  /** @param {number | null} chosen @returns {Set<number> | null} what is to be seen; null is everything */
  seen(chosen) {
    const sets = [];
    if (this.folder.select.value !== "*") sets.push(this.data.inFolder(this.folder.select.value));
    if (this.tag.select.value) sets.push(new Set(this.data.tags.get(this.tag.select.value)));
    const steps = Number(this.steps.select.value);
    if (chosen !== null && steps) sets.push(this.data.within(chosen, steps));
    if (!sets.length) return null;
    return new Set([...sets[0]].filter((each) => sets.every((set) => set.has(each))));
  }

  clear() {
    this.find.value = "";
    this.found.replaceChildren();
  }

  /** @param {(number: number) => void} choose */
  #show(choose) {
    const found = this.data.named(this.find.value);
    this.found.replaceChildren(
      ...found.slice(0, FOUND).map((number) => {
        const { title, folder } = this.data.notes[number];
        const button = element("button", { type: "button" }, element("bdi", {}, title), " ", element("small", {}, folder));
        button.addEventListener("click", () => {
          this.clear();
          choose(number);
        });
        return element("li", {}, button);
      }),
    );
    const none = this.find.value && !found.length;
    this.status.textContent = none ? say("graph.none") : "";
  }

  /** A colour shows its folder alone, and all again. @param {() => void} filter */
  *#colours(filter) {
    for (const [index, folder] of this.data.groups.entries()) {
      const button = element("button", { type: "button", class: `g${index + 1}`, "aria-pressed": "false" }, element("bdi", {}, folder));
      button.addEventListener("click", () => {
        this.folder.select.value = this.folder.select.value === folder ? "*" : folder;
        filter();
      });
      yield element("li", {}, button);
    }
  }

  /** Say which folder is shown alone. */
  press() {
    for (const [index, button] of [...this.legend.querySelectorAll("button")].entries()) {
      button.setAttribute("aria-pressed", String(this.folder.select.value === this.data.groups[index]));
    }
  }
}
