/**
 * The list of results, a few at a time. Titles stand at once, what their pages say follows.
 *
 * @typedef {import("./search-index.js").SearchIndex} SearchIndex
 * @typedef {import("./search-index.js").Hit} Hit
 * @typedef {import("./search-excerpt.js").Found} Found
 * @typedef {import("./search-excerpt.js").IsHit} IsHit
 * @typedef {import("./search-excerpt.js").Piece} Piece
 */
import { excerpts, nodes, pieces } from "./search-excerpt.js";

const AT_ONCE = 10;
const SECTIONS = 2; // of a page, before the rest is folded

export class Results {
  /** @type {Hit[]} */
  #hits = [];
  /** @type {IsHit} */
  #isHit = () => false;
  /** @type {SearchIndex | undefined} */
  #index;
  #query = "";

  /**
   * @param {HTMLElement} list
   * @param {{root: URL, mark: boolean, more: (count: number) => string}} options `root` of the
   *   site; `mark`: links tell their page what was asked for; `more`: the words for what is folded
   */
  constructor(list, options) {
    this.list = list;
    this.options = options;
    const box = /** @type {HTMLElement} */ (list.closest(".md-search__scrollwrap"));
    box.addEventListener("scroll", () => {
      if (box.scrollTop + 2 * box.clientHeight > box.scrollHeight) this.#add();
    });
  }

  /** @param {SearchIndex} index @param {Hit[]} hits @param {IsHit} isHit @param {string} query */
  show(index, hits, isHit, query) {
    [this.#index, this.#hits, this.#isHit, this.#query] = [index, hits, isHit, query];
    this.list.replaceChildren();
    return this.#add();
  }

  async #add() {
    const hits = this.#hits;
    const shown = this.list.children.length;
    await Promise.all(hits.slice(shown, shown + AT_ONCE).map((hit) => this.#item(hit)));
  }

  /** @param {Hit} hit */
  async #item({ page }) {
    const index = /** @type {SearchIndex} */ (this.#index);
    const isHit = this.#isHit;
    const { title, url, tags } = index.pages[page];
    const item = make("li", "md-search-result__item");
    const link = this.#link(url, "");
    const article = make("article", "md-search-result__article md-typeset");
    article.append(make("div", "md-search-result__icon md-icon"));
    article.append(heading("h1", nodes(pieces(title, isHit))));
    if (tags.length) article.append(tagList(tags, isHit));
    link.append(article);
    item.append(link);
    this.list.append(item);
    try {
      const [first, ...sections] = excerpts(await index.sections(page), isHit);
      // Many notes begin with a heading that says the title again.
      const own = sections.findIndex((found) => plain(found.heading) === title);
      const start = own < 0 || first.score ? first : sections.splice(own, 1)[0];
      if (start.text.length && (start.score || !sections.length)) article.append(paragraph(start));
      this.#addSections(item, url, sections);
    } catch {
      // Without its text, a result is still a link.
    }
  }

  /** @param {HTMLElement} item @param {string} url @param {Found[]} sections */
  #addSections(item, url, sections) {
    const links = sections.map((found) => {
      const link = this.#link(url, found.anchor);
      const article = make("article", "md-search-result__article md-typeset");
      article.append(heading("h2", nodes(found.heading)));
      if (found.text.length) article.append(paragraph(found));
      link.append(article);
      return link;
    });
    item.append(...links.slice(0, SECTIONS));
    const rest = links.slice(SECTIONS);
    if (!rest.length) return;
    const fold = make("details", "md-search-result__more");
    const summary = make("summary");
    summary.tabIndex = -1;
    const words = make("div");
    words.textContent = this.options.more(rest.length);
    summary.append(words);
    fold.append(summary, ...rest);
    item.append(fold);
  }

  /** @param {string} url @param {string} anchor */
  #link(url, anchor) {
    const link = /** @type {HTMLAnchorElement} */ (make("a", "md-search-result__link"));
    const target = new URL(url, this.options.root);
    if (this.options.mark) target.searchParams.set("h", this.#query);
    if (anchor) target.hash = anchor;
    link.href = target.href;
    link.tabIndex = -1; // arrows lead here
    return link;
  }
}

/** @param {string} name @param {string} [classes] */
function make(name, classes = "") {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  return element;
}

/** @param {Piece[]} parts */
function plain(parts) {
  return parts.map(({ text }) => text).join("");
}

/** @param {"h1" | "h2"} name @param {Node[]} content */
function heading(name, content) {
  const element = make(name);
  element.append(...content);
  return element;
}

/** @param {Found} found */
function paragraph(found) {
  const element = make("p");
  element.append(...nodes(found.text));
  return element;
}

/** @param {string[]} tags @param {IsHit} isHit */
function tagList(tags, isHit) {
  const list = make("nav", "md-tags");
  for (const tag of tags) {
    const item = make("span", "md-tag");
    item.append(...nodes(pieces(`#${tag}`, isHit)));
    list.append(item);
  }
  return list;
}
