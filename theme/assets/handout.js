/**
 * All notes of a folder as one document for paper. The folder is named after `#`, as on the page of
 * all notes. Each note is fetched and its text taken over: its ids get the note's own prefix, and
 * links between the notes become links within the document.
 *
 * @typedef {{ title: string, url: URL, folder: number, id: string }} Part
 * @typedef {import("./notes.js").NoteList} NoteList
 */
import { ROOT } from "./memory.js";
import { allNotes, plainPath } from "./notes.js";
import { say } from "./words.js";

const AT_ONCE = 6; // requests
const FURNITURE =
  ".note-head, .note-foot, .cards-package, .backlinks, .neighbours, .note-graph, .headerlink, .print-hidden, " +
  ":scope > nav, :scope > aside, script, template";
const REFERENCES = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details"];

/** @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} within */
function make(tag, attributes = {}, ...within) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...within);
  return element;
}

/** The folder that the address asks for, as a path; undefined if it asks for none. */
function asked() {
  return new URLSearchParams(location.search).get("in") ?? undefined;
}

/** @param {NoteList} list @param {number} index @returns {string} */
function pathOf({ folders }, index) {
  const [name, parent] = folders[index];
  return parent > 0 ? `${pathOf({ folders, notes: [] }, parent)}/${name}` : name;
}

/** @param {string} path */
const address = (path) => `?in=${encodeURIComponent(path).replaceAll("%2F", "/")}`;

/** Links to the documents of all folders, the whole vault first. @param {NoteList} list */
function choice(list) {
  const items = list.folders.map((_, index) => {
    const path = pathOf(list, index);
    const link = make("a", { href: address(path), dir: "auto" }, path || say("handout.all"));
    return make("li", {}, link);
  });
  return make("ul", { class: "handout-folders" }, ...items);
}

/** @param {NoteList} list @param {string} path @returns {Part[]} */
function partsIn(list, path) {
  const inside = list.folders.map((_, index) => {
    const at = pathOf(list, index);
    return path === "" || at === path || at.startsWith(`${path}/`);
  });
  return list.notes
    .filter(([, , folder]) => inside[folder])
    .map(([title, url, folder], index) => {
      return { title, url: new URL(url, ROOT), folder, id: `n${index + 1}` };
    });
}

/** @param {Part[]} parts @param {(folder: number) => string} below what a folder is called here */
function contents(parts, below) {
  const list = make("ul");
  let items = list;
  let folder = parts[0].folder;
  for (const part of parts) {
    if (part.folder !== folder) {
      items = make("ul");
      list.append(make("li", {}, make("b", { dir: "auto" }, below(part.folder)), items));
      folder = part.folder;
    }
    const link = make("a", { href: `#${part.id}`, dir: "auto" }, part.title);
    items.append(make("li", {}, link));
  }
  const title = make("h2", { id: "contents" }, say("handout.contents"));
  return make("nav", { class: "handout-contents", "aria-labelledby": "contents" }, title, list);
}

/**
 * Make a note's article a part of this document.
 *
 * @param {Element} article
 * @param {Part} part
 * @param {Map<string, string>} ids those of the parts, by the paths of their addresses
 */
function adopt(article, part, ids) {
  for (const each of article.querySelectorAll(FURNITURE)) each.remove();
  for (const each of article.querySelectorAll("[id]")) each.id = `${part.id}-${each.id}`;
  for (const name of REFERENCES) {
    for (const each of article.querySelectorAll(`[${name}]`)) {
      const found = (each.getAttribute(name) ?? "").split(/\s+/);
      each.setAttribute(name, found.map((id) => `${part.id}-${id}`).join(" "));
    }
  }
  for (const each of article.querySelectorAll("[href], [src], [poster]")) resolve(each, part, ids);
  for (const each of article.querySelectorAll("svg:not(.math svg) *")) {
    for (const { name, value } of each.attributes) {
      if (value.startsWith("url(#")) each.setAttribute(name, value.replace("#", `#${part.id}-`));
    }
  }
  // The document has a heading of its own above all of these.
  for (const each of article.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    each.setAttribute("aria-level", String(Number(each.ariaLevel ?? each.tagName[1]) + 1));
  }
  for (const each of article.querySelectorAll("img")) each.loading = "eager";
}

/** @param {Element} element @param {Part} part @param {Map<string, string>} ids */
function resolve(element, part, ids) {
  for (const name of ["href", "src", "poster"]) {
    const value = element.getAttribute(name);
    if (value === null || value.startsWith("data:")) continue;
    if (value.startsWith("#")) {
      element.setAttribute(name, `#${part.id}-${value.slice(1)}`);
    } else {
      const url = new URL(value, part.url);
      const id = element.localName === "a" && ids.get(plainPath(url));
      const within = url.hash ? `-${decodeURIComponent(url.hash.slice(1))}` : "";
      element.setAttribute(name, id ? `#${id}${within}` : url.href);
    }
  }
}

/** @param {Part} part @param {Map<string, string>} ids */
async function fill(part, ids) {
  const answer = await fetch(part.url);
  if (!answer.ok) throw new Error(`${part.url}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const article = page.querySelector("article.md-content__inner");
  const scripts = [...page.querySelectorAll("article script[src]")];
  if (!article) throw new Error(`${part.url}: no article`);
  adopt(article, part, ids);
  document.getElementById(part.id)?.replaceChildren(...article.childNodes);
  return scripts.map((script) => new URL(script.getAttribute("src") ?? "", part.url).href);
}

/** @param {Part[]} parts @param {(done: number) => void} tell */
async function fillAll(parts, tell) {
  const ids = new Map(parts.map((part) => [plainPath(part.url), part.id]));
  const waiting = [...parts];
  /** @type {Part[]} */
  const failed = [];
  const scripts = new Set();
  let done = 0;
  const work = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      try {
        for (const script of await fill(part, ids)) scripts.add(script);
      } catch {
        failed.push(part);
        const link = make("a", { href: part.url.href }, part.title);
        document.getElementById(part.id)?.replaceChildren(make("p", {}, link));
      }
      tell(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // Diagrams, of which the modules look for their places when they are loaded.
  await Promise.allSettled([...scripts].map((script) => import(script)));
  return failed;
}

/** @param {HTMLElement} place @param {NoteList} list @param {string} path */
async function show(place, list, path) {
  const parts = partsIn(list, path);
  if (!parts.length) return false;
  const title = path.slice(path.lastIndexOf("/") + 1) || say("handout.all");
  const heading = place.parentElement?.querySelector("h1");
  if (heading) heading.textContent = title;
  document.title = title;
  const header = new CSSStyleSheet();
  const quoted = `"${title.replace(/["\\]/g, "\\$&")}"`;
  header.replaceSync(`@page { @top-center { content: ${quoted}; font: 8pt sans-serif; color: #555 } }`);
  document.adoptedStyleSheets.push(header);

  const progress = /** @type {HTMLProgressElement} */ (make("progress"));
  progress.max = parts.length;
  progress.ariaLabel = say("handout.loading", { count: parts.length });
  const status = make("p", { role: "status" }, say("handout.loading", { count: parts.length }));
  const button = /** @type {HTMLButtonElement} */ (make("button", { type: "button" }));
  button.className = "handout-print";
  button.textContent = say("handout.print");
  button.disabled = true;
  button.addEventListener("click", () => print());

  const sections = parts.map(({ id }) => make("section", { id, class: "handout-note" }));
  const below = (/** @type {number} */ folder) =>
    pathOf(list, folder).slice(path ? path.length + 1 : 0);
  const bar = make("div", { class: "handout-bar" }, button, progress, status);
  place.replaceChildren(bar, contents(parts, below), ...sections);

  const failed = await fillAll(parts, (done) => (progress.value = done));
  await Promise.allSettled([...place.querySelectorAll("img")].map((image) => image.decode()));
  progress.remove();
  status.textContent = failed.length
    ? say("handout.failed", { count: failed.length })
    : say("handout.ready", { count: parts.length });
  button.disabled = false;
  return true;
}

const place = /** @type {HTMLElement | null} */ (document.querySelector(".handout"));
if (place) {
  const list = await allNotes();
  const path = asked();
  if (path === undefined || !(await show(place, list, path))) place.replaceChildren(choice(list));
  document.documentElement.dataset.handout = "ready";
}
