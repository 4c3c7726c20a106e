/**
 * The tree of all notes as a widget: role `tree`, one tab stop, children made when first opened.
 *
 * @typedef {import("./notes.js").NoteList} TreeData
 */
import { TreeKeys } from "./explorer-keys.js";
import { say } from "./words.js";

/** Rows that a browser lays out together, once they are near the screen. */
const BATCH = 100;

export class ExplorerTree {
  /** @type {Map<number, HTMLElement>} folders that have been rendered, by index */
  #rows = new Map();
  /** @type {HTMLElement | undefined} */
  #current;

  /**
   * @param {TreeData} data
   * @param {URL} base what the notes' URLs are relative to
   * @param {ReturnType<import("./memory.js").memory>} folds
   */
  constructor(data, base, folds) {
    this.base = base;
    this.folds = folds;
    this.notes = data.notes;
    this.folders = data.folders.map(([name, parent]) => ({
      name,
      parent,
      path: "",
      folders: /** @type {number[]} */ ([]),
      notes: /** @type {number[]} */ ([]),
    }));
    this.folders.forEach((folder, index) => {
      const parent = this.folders[folder.parent];
      if (!parent) return;
      folder.path = `${parent.path}/${folder.name}`;
      parent.folders.push(index);
    });
    this.notes.forEach(([, , folder], index) => this.folders[folder].notes.push(index));
    this.open = new Set(folds.get() ?? []);
    this.element = this.#list(0, 1);
    this.element.className = "explorer__tree";
    this.element.setAttribute("role", "tree");
    this.element.setAttribute("aria-label", say("explorer.title"));
    this.element.addEventListener("click", (event) => this.#click(event));
    this.keys = new TreeKeys(this.element, (item, open) => this.#fold(item, open));
  }

  /** Mark the note at `url` as the one that is read, with its folders open. @param {string} url */
  show(url) {
    this.#current?.removeAttribute("aria-current");
    this.#current = undefined;
    const index = this.notes.findIndex((note) => note[1] === url);
    if (index < 0) return;
    const list = this.#reveal(this.notes[index][2]);
    const href = new URL(url, this.base).href;
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll("a"));
    this.#current = [...links].find((link) => link.href === href);
    this.#current?.setAttribute("aria-current", "page");
    if (this.#current) this.keys.makeTabStop(this.#current);
  }

  /** @param {Element} box what scrolls */
  scrollToCurrent(box) {
    if (!this.#current) return;
    const item = this.#current.getBoundingClientRect();
    const view = box.getBoundingClientRect();
    if (item.top >= view.top && item.bottom <= view.bottom) return;
    box.scrollTop += item.top - view.top - (view.height - item.height) / 2;
  }

  /** Open a folder and all above it. @param {number} index @returns {Element} its list */
  #reveal(index) {
    if (!index) return this.element;
    this.#reveal(this.folders[index].parent);
    const row = /** @type {HTMLElement} */ (this.#rows.get(index));
    this.#fold(row, true);
    return /** @type {Element} */ (row.nextElementSibling);
  }

  /** @param {HTMLElement} row @param {boolean} open */
  #fold(row, open) {
    const index = Number(row.dataset.folder);
    row.setAttribute("aria-expanded", String(open));
    this.open[open ? "add" : "delete"](this.folders[index].path);
    this.folds.set([...this.open]);
    this.#showChildren(row, index, open);
  }

  /** @param {HTMLElement} row @param {number} index @param {boolean} open */
  #showChildren(row, index, open) {
    const list = /** @type {HTMLElement | null} */ (row.nextElementSibling);
    if (list) list.hidden = !open;
    // A tab stop must not be hidden.
    if (!open && list?.contains(this.keys.tabStop ?? null)) this.keys.makeTabStop(row);
    if (open && !list) row.after(this.#list(index, Number(row.ariaLevel) + 1));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const row = event.target instanceof Element && event.target.closest("button");
    if (row) this.#fold(row, row.ariaExpanded !== "true");
  }

  /** @param {number} index @param {number} level */
  #list(index, level) {
    const list = element("div", "group");
    list.id = `__explorer_${index}`;
    const { folders, notes } = this.folders[index];
    list.append(
      ...folders.map((folder) => this.#folder(folder, level)),
      ...inBatches(notes.map((note) => this.#note(note, level))),
    );
    return list;
  }

  /** @param {number} index @param {number} level */
  #folder(index, level) {
    const { name, path } = this.folders[index];
    const row = /** @type {HTMLButtonElement} */ (element("button", "treeitem"));
    row.type = "button";
    row.dataset.folder = String(index);
    row.setAttribute("aria-owns", `__explorer_${index}`);
    this.#rows.set(index, row);
    const line = lineOf(row, name, level);
    const open = this.open.has(path);
    row.setAttribute("aria-expanded", String(open));
    this.#showChildren(row, index, open);
    return line;
  }

  /** @param {number} index @param {number} level */
  #note(index, level) {
    const [title, url] = this.notes[index];
    const row = /** @type {HTMLAnchorElement} */ (element("a", "treeitem"));
    row.href = new URL(url, this.base).href;
    return lineOf(row, title, level);
  }
}

/** @param {string} name @param {string} role */
function element(name, role) {
  const made = document.createElement(name);
  made.setAttribute("role", role);
  return made;
}

/** @param {HTMLElement} row @param {string} text @param {number} level */
function lineOf(row, text, level) {
  row.textContent = text;
  row.dir = "auto";
  row.tabIndex = -1;
  row.setAttribute("aria-level", String(level));
  const line = element("div", "none");
  line.append(row);
  return line;
}

/** @param {HTMLElement[]} lines */
function inBatches(lines) {
  if (lines.length <= BATCH) return lines;
  return Array.from({ length: Math.ceil(lines.length / BATCH) }, (_, number) => {
    const batch = element("div", "none");
    const part = lines.slice(number * BATCH, (number + 1) * BATCH);
    batch.className = "explorer__batch";
    batch.style.setProperty("--rows", String(part.length));
    batch.append(...part);
    return batch;
  });
}
