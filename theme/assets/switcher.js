/**
 * "Go to note": all notes by name, other name and folder, those visited last at the beginning.
 *
 * @typedef {import("./notes.js").NoteList} NoteList
 * @typedef {object} Name what a note can be found by
 * @property {number} note
 * @property {string} text
 * @property {string} folded
 * @property {number} cost what a match is worth less
 * @property {boolean} [isPath]
 * @typedef {{ name: Name, at: number[] }} Hit
 */
import { dialogFor } from "./dialog.js";
import { ROOT, memory } from "./memory.js";
import { allNotes, goTo, goToAny, plainPath } from "./notes.js";
import { fold } from "./search-words.js";
import { marked, match, matchLetters } from "./switcher-match.js";
import { say } from "./words.js";

const MOST = 50;
const FOLDER = 12; // what a match is worth less that needs the names of folders
const ALIAS = 1;

class Switcher {
  /** @type {Hit[]} */
  #hits = [];
  #chosen = 0;

  /** @param {HTMLDialogElement} dialog @param {NoteList} list */
  constructor(dialog, list) {
    this.dialog = dialog;
    this.notes = list.notes;
    this.folders = pathsOf(list.folders);
    this.names = this.#names(list);
    this.input = field();
    this.list = element("ul", "switcher__list", { role: "listbox", id: "__switcher" });
    this.list.setAttribute("aria-label", say("switcher.title"));
    this.status = element("p", "switcher__status", { role: "status" });
    dialog.replaceChildren(this.input, this.list, this.status, legend(dialog));
    this.input.addEventListener("input", () => this.#find());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.list.addEventListener("click", (event) => this.#click(event));
    this.list.addEventListener("auxclick", (event) => event.button === 1 && this.#click(event));
  }

  open() {
    this.input.value = "";
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    this.#find();
  }

  /** @param {NoteList} list @returns {Name[]} */
  #names({ notes, aliases = [] }) {
    const named = notes.map(([title], note) => ({ note, text: title, folded: fold(title), cost: 0 }));
    const others = aliases.map(([note, text]) => ({ note, text, folded: fold(text), cost: ALIAS }));
    const paths = notes.map(([title, , folder], note) => {
      const text = `${this.folders[folder]}${title}`;
      return { note, text, folded: fold(text), cost: FOLDER, isPath: true };
    });
    return [...named, ...others, ...paths];
  }

  #find() {
    const query = fold(this.input.value).trim().replace(/\s+/g, " ");
    this.#hits = query ? this.#matches(query) : this.#visited();
    const rows = this.#hits.map((hit, index) => this.#row(hit, index));
    this.list.replaceChildren(...rows);
    this.status.textContent = rows.length
      ? say("switcher.found", { count: rows.length })
      : say("switcher.none");
    this.#choose(0);
  }

  /** @param {string} query @returns {Hit[]} */
  #matches(query) {
    /** @type {Map<number, Hit & { score: number }>} */
    const best = new Map();
    for (const name of this.names) {
      const known = best.get(name.note);
      if (known && name.isPath) continue;
      const found = match(name.folded, query) ?? (!name.isPath && matchLetters(name.folded, query));
      if (!found) continue;
      const score = found.score - name.cost;
      if (!known || known.score < score) best.set(name.note, { name, at: found.at, score });
    }
    const hits = [...best.values()];
    return hits.sort((a, b) => b.score - a.score || a.name.note - b.name.note).slice(0, MOST);
  }

  /** The notes visited last, but for this one, then the others. @returns {Hit[]} */
  #visited() {
    const notes = new Map(this.notes.map(([, url], note) => [plainPath(url), note]));
    const paths = (memory("visited", { lasting: true }).get() ?? []).map((/** @type {string} */ path) =>
      plainPath(new URL(path, ROOT)),
    );
    const visited = paths.flatMap((/** @type {string} */ path) => notes.get(path) ?? []);
    const here = notes.get(plainPath(location.href));
    const order = new Set([...visited, ...this.notes.keys()]);
    if (here !== undefined) order.delete(here);
    return [...order].slice(0, MOST).map((note) => ({ name: this.names[note], at: [] }));
  }

  /** @param {Hit} hit @param {number} index */
  #row({ name, at }, index) {
    const row = element("li", "switcher__note", { role: "option", id: `__switcher_${index}` });
    const [title, , folder] = this.notes[name.note];
    const text = element("span", "switcher__name", { dir: "auto" });
    text.append(...(name.isPath ? [title] : marked(name.text, at).map(letters)));
    row.append(text);
    const path = name.isPath ? marked(name.text, at).map(letters) : [this.folders[folder].slice(0, -1)];
    const place = element("small", "switcher__path", { dir: "auto" });
    if (!name.isPath && name.text !== title) place.append(title, path[0] ? " · " : "");
    place.append(...path);
    row.append(place);
    return row;
  }

  /** @param {number} index */
  #choose(index) {
    const rows = this.list.children;
    rows[this.#chosen]?.removeAttribute("aria-selected");
    this.#chosen = rows.length ? (index + rows.length) % rows.length : 0;
    const row = rows[this.#chosen];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step) this.#choose(Math.abs(step) > 1 ? this.#within(step) : this.#chosen + step);
    else if (event.key === "Enter") this.#go(this.#chosen, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  /** @param {number} step */
  #within(step) {
    return Math.max(0, Math.min(this.#chosen + step, this.#hits.length - 1));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const row = event.target instanceof Element && event.target.closest("[role=option]");
    if (!row) return;
    const other = event.ctrlKey || event.metaKey || event.button === 1;
    this.#go([...this.list.children].indexOf(row), other);
  }

  /** @param {number} index @param {boolean} inNewTab */
  #go(index, inNewTab) {
    const hit = this.#hits[index];
    if (!hit) return;
    const url = this.notes[hit.name.note][1];
    if (inNewTab) return void window.open(new URL(url, ROOT), "_blank", "noopener");
    this.dialog.close();
    goTo(url);
  }
}

/** The path of each folder, with a slash at its end. @param {NoteList["folders"]} folders */
function pathsOf(folders) {
  /** @type {string[]} */
  const paths = [];
  for (const [name, parent] of folders) paths.push(parent < 0 ? "" : `${paths[parent]}${name}/`);
  return paths;
}

/** @param {[string, boolean]} part */
function letters([text, found]) {
  if (!found) return text;
  const mark = document.createElement("b");
  mark.textContent = text;
  return mark;
}

/** @param {string} name @param {string} className @param {Record<string, string>} [attributes] */
function element(name, className, attributes = {}) {
  const made = document.createElement(name);
  made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function field() {
  const input = /** @type {HTMLInputElement} */ (
    element("input", "switcher__field", {
      ...{ type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "__switcher" },
      ...{ "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off" },
      ...{ spellcheck: "false", enterkeyhint: "go", dir: "auto" },
    })
  );
  input.placeholder = say("switcher.type");
  input.setAttribute("aria-label", say("switcher.type"));
  return input;
}

/** What the keys do, and the way to a note that nobody asked for. @param {HTMLDialogElement} dialog */
function legend(dialog) {
  const made = element("p", "switcher__legend");
  const keys = [
    ["↑↓", say("switcher.choose")],
    ["↵", say("switcher.go")],
    [`${say("keys.mod")} ↵`, say("switcher.new-tab")],
    ["Esc", say("switcher.close")],
  ];
  for (const [key, text] of keys) {
    const each = document.createElement("span");
    const name = document.createElement("kbd");
    name.textContent = key;
    each.append(name, ` ${text}`);
    made.append(each);
  }
  const random = element("button", "switcher__random", { type: "button" });
  random.textContent = say("switcher.random");
  random.addEventListener("click", () => {
    dialog.close();
    goToAny().catch(() => {});
  });
  made.append(random);
  return made;
}

/** @type {Switcher | undefined} */
let switcher;

export async function open() {
  if (!switcher) {
    const [dialog, list] = await Promise.all([dialogFor("switcher", say("switcher.title")), allNotes()]);
    switcher ??= new Switcher(dialog, list);
  }
  switcher.open();
}
