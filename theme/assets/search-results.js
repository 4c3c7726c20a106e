/**
 * The list of results, a few at a time. Titles stand at once, what their pages say follows.
 *
 * @typedef {import("./search-index.js").SearchIndex} SearchIndex
 * @typedef {import("./search-index.js").Answer} Answer
 * @typedef {import("./search-index.js").Hit} Hit
 * @typedef {import("./search-excerpt.js").Found} Found
 */
import { make } from "./search-dom.js";
import { excerpts, nodes, pieces } from "./search-excerpt.js";
import { say } from "./words.js";

const AT_ONCE = 6;
const SECTIONS = 2; // of a page, besides its best

export class Results {
  /** @type {SearchIndex | undefined} */
  #index;
  /** @type {Answer | undefined} */
  #answer;
  #query = "";
  #shown = 0;
  /** @type {HTMLElement | undefined} */
  active;

  /** @param {HTMLElement} list @param {HTMLElement} input that commands it @param {URL} root of the site */
  constructor(list, input, root) {
    this.list = list;
    this.input = input;
    this.root = root;
    list.addEventListener("scroll", () => {
      if (this.#nearsEnd()) this.#add();
    });
  }

  clear() {
    this.#answer = undefined;
    this.list.replaceChildren();
    this.#activate(undefined);
  }

  /** @param {SearchIndex} index @param {Answer} answer @param {string} query */
  async show(index, answer, query) {
    [this.#index, this.#answer, this.#query, this.#shown] = [index, answer, query, 0];
    const before = [...this.list.children];
    const adding = this.#add();
    before.forEach((each) => each.remove());
    this.list.scrollTop = 0;
    this.#activate(this.#options()[0]);
    await adding;
    while (this.#answer === answer && this.#shown < answer.hits.length && this.#nearsEnd(0.2)) await this.#add();
  }

  /** Is the last result nearer than so many heights of the list? */
  #nearsEnd(heights = 1) {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    return scrollTop + (1 + heights) * clientHeight >= scrollHeight;
  }

  /** Make the next result active, or the one before; past the last comes the first. @param {number} step */
  move(step) {
    const options = this.#options();
    const at = options.findIndex((option) => option === this.active);
    if (at + step > options.length - 3) this.#add();
    this.#activate(options[(at + step + options.length) % options.length]);
    this.active?.scrollIntoView({ block: "nearest" });
  }

  #options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  /** @param {HTMLElement | undefined} option */
  #activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    option?.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-expanded", String(this.list.childElementCount > 0));
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  async #add() {
    const answer = this.#answer;
    const hits = answer?.hits.slice(this.#shown, this.#shown + AT_ONCE) ?? [];
    this.#shown += hits.length;
    await Promise.all(hits.map((hit) => this.#item(hit, /** @type {Answer} */ (answer))));
  }

  /** @param {Hit} hit @param {Answer} answer */
  async #item({ page }, answer) {
    const index = /** @type {SearchIndex} */ (this.#index);
    const { title, url, path, tags } = index.pages[page];
    const name = make("b", { class: "search__title", dir: "auto" }, ...nodes(pieces(title, answer)));
    const option = this.#option(`${page}`, url, name, where(path));
    const group = make("div", { role: "presentation" }, option);
    this.list.append(group);
    if (tags.length) option.append(make("small", { class: "search__tags" }, ...nodes(pieces(tags.map((tag) => `#${tag}`).join(" "), answer))));
    try {
      const [best, ...others] = excerpts(await index.sections(page), answer, title);
      this.#fill(option, url, best);
      const more = others.slice(0, SECTIONS).map((found, at) => {
        const place = this.#option(`${page}-${at}`, url);
        place.classList.add("search__section");
        return this.#fill(place, url, found);
      });
      group.append(...more);
      const rest = others.length - more.length;
      if (rest > 0) option.append(make("small", { class: "search__more" }, say("search.more", { count: rest })));
    } catch {
      // Without its text, a result is still a link.
    }
  }

  /** Lead an option to its section, and say what stands there. @param {HTMLElement} option @param {string} url @param {Found} found */
  #fill(option, url, found) {
    option.setAttribute("href", this.#address(url, found.anchor));
    const heading = found.heading.length ? [make("span", { class: "search__heading", dir: "auto" }, ...nodes(found.heading))] : [];
    const text = found.text.length ? [make("span", { class: "search__text", dir: "auto" }, ...nodes(found.text))] : [];
    option.append(...heading, ...text);
    if (option.querySelector("[data-tex]")) this.#draw(option, url);
    return option;
  }

  /** @param {HTMLElement} option @param {string} url */
  async #draw(option, url) {
    const { drawWhenSeen } = await import("./search-drawn.js");
    drawWhenSeen(option, new URL(url, this.root));
  }

  /** @param {string} id @param {string} url @param {Node[]} children */
  #option(id, url, ...children) {
    return make(
      "a",
      {
        ...{ class: "search__result", role: "option", id: `__result-${id}`, "aria-selected": "false" },
        ...{ tabindex: "-1", href: this.#address(url, "") },
      },
      ...children,
    );
  }

  /** @param {string} url @param {string} anchor */
  #address(url, anchor) {
    const target = new URL(url, this.root);
    target.searchParams.set("h", this.#query);
    if (anchor) target.hash = anchor;
    return target.href;
  }
}

/** The folders that a page is in. @param {string} path */
function where(path) {
  const folders = path.split("/").slice(0, -1).join(" › ");
  return make("small", { class: "search__path", dir: "auto" }, folders);
}
