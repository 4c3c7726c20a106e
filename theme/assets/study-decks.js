/**
 * The decks, and the tags, each as a table of what is to be studied.
 *
 * @typedef {import("./study-data.js").Unit} Unit
 * @typedef {import("./study-data.js").Selection} Selection
 * @typedef {{ element: HTMLTableRowElement, units: Unit[], cells: HTMLElement[], path: string,
 *   fold?: HTMLButtonElement }} Row
 */
import { button, element } from "./graph-dom.js";
import { memory } from "./memory.js";
import { counts } from "./study-counts.js";
import { addressOf, deckTree, tagsOf } from "./study-data.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";

/** So many decks are all shown, until a reader folds one. */
const FEW = 16;

export class DecksView {
  #folds = memory("study-folds", { lasting: true });
  #view = memory("study-view", { lasting: true });
  /** @type {Row[]} */
  #decks = [];
  /** @type {Row[]} */
  #tags;

  /** @param {Unit[]} units */
  constructor(units) {
    this.units = units;
    this.today = element("p", { class: "study-today" });
    this.#deckRows(deckTree(units), 0);
    this.#tags = tagsOf(units).map(({ tag, units: own }) => this.#row(tag, own, { tag }, tag));
    this.decks = table(say("page.decks"), this.#decks);
    this.tags = table(say("page.tags"), this.#tags);
    this.views = this.#switch();
    const ways = element("p", { class: "study-ways" }, ...links({ in: "" }, say("page.all")));
    this.element = element("section", { class: "study-overview" }, this.today, ways, this.views, this.decks, this.tags);
    this.#open(Object.fromEntries(this.#decks.map(({ path }) => [path, this.#decks.length <= FEW])));
    this.#choose(this.#view.get() === "tags" && this.#tags.length > 0);
  }

  /** Count anew. */
  update() {
    const now = Date.now();
    for (const { units, cells } of [...this.#decks, ...this.#tags]) fill(cells, counts(units, store, now));
    const { new: fresh, learning, due } = counts(this.units, store, now);
    const said = [
      fresh && say("page.new-today", { count: fresh }),
      learning && say("page.learning-now", { count: learning }),
      due && say("page.due-now", { count: due }),
    ];
    this.today.textContent = said.filter(Boolean).join(" · ") || say("page.done");
  }

  /** Put the focus back to a link. @param {string} search its address */
  focus(search) {
    const all = /** @type {NodeListOf<HTMLAnchorElement>} */ (this.element.querySelectorAll("a"));
    [...all].find((link) => link.search === search && link.checkVisibility())?.focus();
  }

  /** @param {import("./study-data.js").Deck[]} decks @param {number} level */
  #deckRows(decks, level) {
    for (const { name, path, units, decks: inner } of decks) {
      const row = this.#row(name || say("page.no-deck"), units, { deck: path }, path.split("::").join(" / "));
      row.path = path;
      row.element.style.setProperty("--level", String(level));
      this.#decks.push(row);
      if (!inner.length) continue;
      const title = row.element.cells[0];
      row.fold = button({ class: "study-fold" }, () => this.#turn(row), ...title.childNodes);
      title.append(row.fold);
      this.#deckRows(inner, level + 1);
    }
  }

  /** @param {string} name @param {Unit[]} units @param {Selection} selection @param {string} label @returns {Row} */
  #row(name, units, selection, label) {
    const cells = [0, 1, 2].map(() => element("td"));
    const row = element(
      "tr",
      {},
      element("th", { scope: "row" }, element("bdi", {}, name)),
      ...cells,
      element("td", { class: "study-acts" }, ...links(selection, label)),
    );
    return { element: row, units, cells, path: "" };
  }

  /** @param {Row} row */
  #turn(row) {
    const kept = this.#folds.get() ?? {};
    this.#folds.set({ ...kept, [row.path]: row.fold?.getAttribute("aria-expanded") !== "true" });
    this.#open({});
  }

  /** Show what is in open decks. @param {Record<string, boolean>} usual whether each is open */
  #open(usual) {
    /** @type {Record<string, boolean>} */
    const kept = this.#folds.get() ?? {};
    const closed = new Set();
    for (const { element: row, path, fold } of this.#decks) {
      const above = path.split("::").slice(0, -1).join("::");
      row.hidden = above !== path && closed.has(above);
      const was = fold?.getAttribute("aria-expanded") === "true";
      const open = kept[path] ?? usual[path] ?? was;
      fold?.setAttribute("aria-expanded", String(open));
      if (row.hidden || !open) closed.add(path);
    }
  }

  #switch() {
    const decks = button({}, () => this.#choose(false), say("page.decks"));
    const tags = button({}, () => this.#choose(true), say("page.tags"));
    const group = element("div", { class: "study-views", role: "group", "aria-label": say("page.by") }, decks, tags);
    group.hidden = !this.#tags.length;
    return group;
  }

  /** @param {boolean} tags */
  #choose(tags) {
    this.#view.set(tags ? "tags" : "decks");
    this.decks.hidden = tags;
    this.tags.hidden = !tags;
    [...this.views.children].forEach((each, index) => each.setAttribute("aria-pressed", String(Boolean(index) === tags)));
  }
}

/** @param {string} name @param {Row[]} rows */
function table(name, rows) {
  const heads = [name, say("page.new"), say("page.learning"), say("page.due")];
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)), element("td"));
  const body = element("tbody", {}, ...rows.map((row) => row.element));
  return element("table", { class: "study-decks", "aria-label": name }, element("thead", {}, head), body);
}

/** @param {HTMLElement[]} cells @param {ReturnType<typeof counts>} figures */
function fill(cells, { new: fresh, learning, due }) {
  const { lang } = document.documentElement;
  [fresh, learning, due].forEach((figure, index) => {
    cells[index].textContent = figure.toLocaleString(lang);
    cells[index].classList.toggle("study-none", !figure);
  });
}

/** @param {Selection} selection @param {string} name what is studied, for who hears it */
function links(selection, name) {
  const address = addressOf(selection);
  const study = { class: "study-go", href: address, "aria-label": `${say("page.study")}: ${name}` };
  const practise = {
    class: "study-practise",
    href: `${address}&practise=1`,
    title: say("page.practise-why"),
    "aria-label": `${say("page.practise")}: ${name}`,
  };
  return [
    element("a", study, element("span", {}, say("page.study"))),
    element("a", practise, element("span", {}, say("page.practise"))),
  ];
}
