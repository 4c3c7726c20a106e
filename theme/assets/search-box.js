/** The search box once it is open: Material's keys, an index that is read as it is needed. */
import { SearchIndex } from "./search-index.js";
import { Results } from "./search-results.js";
import { termsOf, words } from "./search-words.js";

const FOCUSABLE = "a[href]:not([hidden] *), details:not([open]) > summary";

export class SearchBox {
  /** @type {Promise<SearchIndex> | undefined} */
  #loading;
  #asked = "";

  /**
   * @param {HTMLElement} box
   * @param {HTMLInputElement} toggle
   * @param {URL} url of the index
   * @param {Response} answer that it was answered with
   */
  constructor(box, toggle, url, answer) {
    const config = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");
    /** @type {Record<string, string>} */
    this.said = config.translations ?? {};
    /** @type {string[]} */
    this.features = config.features ?? [];
    this.box = box;
    this.toggle = toggle;
    this.url = url;
    this.#keep(SearchIndex.read(url, answer));
    this.input = /** @type {HTMLInputElement} */ (box.querySelector(".md-search__input"));
    this.status = /** @type {HTMLElement} */ (box.querySelector(".md-search-result__meta"));
    this.list = /** @type {HTMLElement} */ (box.querySelector(".md-search-result__list"));
    this.completion = box.querySelector(".md-search__suggest");
    this.results = new Results(this.list, {
      root: new URL("..", this.url),
      mark: this.features.includes("search.highlight"),
      more: (count) => this.#count("search.result.more", count),
    });
    this.#listen();
    this.#toggled();
    if (this.input.value) this.#ask(); // typed while this was loading
  }

  #listen() {
    this.toggle.addEventListener("change", () => this.#toggled());
    this.input.addEventListener("input", () => this.#ask());
    this.box.addEventListener("reset", () => setTimeout(() => (this.#ask(), this.input.focus())));
    this.box.addEventListener("submit", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest(".md-search-result__link")) {
        this.#open(false);
      }
    });
    addEventListener("keydown", (event) => this.#press(event), { capture: true });
  }

  /** @param {boolean} open */
  #open(open) {
    if (this.toggle.checked !== open) this.toggle.click();
  }

  #toggled() {
    const open = this.toggle.checked;
    this.list.hidden = !open;
    this.list.setAttribute("role", open ? "list" : "presentation");
    if (open) {
      if (document.activeElement !== this.input) this.input.focus();
      if (!this.input.value) this.#say(this.said["search.result.placeholder"]);
    } else {
      if (this.box.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
      this.#setAddress("");
    }
  }

  #index() {
    return this.#loading ?? this.#keep(SearchIndex.open(this.url));
  }

  /** @param {Promise<SearchIndex>} loading */
  #keep(loading) {
    loading.catch(() => (this.#loading = undefined));
    this.#loading = loading;
    return loading;
  }

  async #ask() {
    const query = this.input.value;
    const terms = termsOf(query);
    this.#asked = query;
    this.#setAddress(query);
    this.#complete("");
    if (!terms.length) {
      this.list.replaceChildren();
      this.#say(this.said["search.result.placeholder"]);
      return;
    }
    try {
      await this.#answer(query, terms).catch(() => {
        // The site has been built anew, and parts of the index that is here are gone.
        this.#loading = undefined;
        return this.#answer(query, terms);
      });
    } catch {
      this.#loading = undefined; // no connection: the next letter tries again
    }
  }

  /** @param {string} query @param {string[]} terms */
  async #answer(query, terms) {
    const index = await this.#index();
    const searching = index.search(terms);
    searching.catch(() => {}); // told below, unless something else has been asked for by then
    const first = await Promise.race([searching, pause(80)]);
    if (this.#asked !== query) return;
    if (!first) {
      // The words are still on their way; names are here.
      const named = index.byName(terms);
      const begins = (/** @type {string} */ word) => terms.some((term) => word.startsWith(term));
      if (named.length) this.results.show(index, named, begins, query);
    }
    const { hits, isHit } = first ?? (await searching);
    if (this.#asked !== query) return;
    this.#say(hits.length ? this.#count("search.result", hits.length) : this.said["search.result.none"]);
    this.#complete(hits.length ? rest(index.pages[hits[0].page].title, query) : "");
    await this.results.show(index, hits, isHit, query);
  }

  /** @param {string} text */
  #say(text) {
    this.status.textContent = text;
  }

  /** @param {string} key @param {number} count */
  #count(key, count) {
    if (count === 1) return this.said[`${key}.one`];
    return (this.said[`${key}.other`] ?? "#").replace("#", count.toLocaleString());
  }

  /** Show how what is typed may go on; the right arrow takes it. @param {string} end */
  #complete(end) {
    if (this.completion) this.completion.textContent = end ? this.input.value + end : "";
  }

  /** An address that asks for something keeps saying what. @param {string} query */
  #setAddress(query) {
    const url = new URL(location.href);
    if (!url.searchParams.has("q")) return;
    if (query) url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!this.toggle.checked || !this.#used(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  #used(event) {
    const inInput = document.activeElement === this.input;
    const { selectionStart, value } = this.input;
    switch (event.key) {
      case "Escape":
        return this.#open(false), true;
      case "Enter":
        if (inInput) this.list.querySelector("a")?.click();
        return inInput;
      case "ArrowDown":
      case "ArrowUp":
        return this.#move(event.key === "ArrowDown" ? 1 : -1), true;
      case "ArrowRight":
        if (!inInput || selectionStart !== value.length || !this.completion?.textContent) return false;
        this.input.value = this.completion.textContent;
        this.#ask();
        return true;
      case "Tab": // as Material: out of the box, not through fifty results
        return this.#open(false), false;
    }
    if (!inInput && event.key.length === 1 && event.key !== " ") this.input.focus();
    return false;
  }

  /** @param {number} step */
  #move(step) {
    const places = [this.input, ...this.list.querySelectorAll(FOCUSABLE)].filter(
      (place) => place === this.input || !place.closest("details:not([open]) > :not(summary)"),
    );
    const at = places.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = /** @type {HTMLElement} */ (places[(at + step + places.length) % places.length]);
    next.focus();
  }
}

/** What is missing of a title's word, or of the title itself. @param {string} title @param {string} query */
function rest(title, query) {
  const lower = title.toLowerCase();
  if (lower.startsWith(query.toLowerCase())) return title.slice(query.length);
  const begun = /\S+$/.exec(query)?.[0].toLowerCase();
  const word = begun && words(title).find((each) => each.startsWith(begun));
  return begun && word ? word.slice(begun.length) : "";
}

/** @param {number} ms @returns {Promise<undefined>} */
function pause(ms) {
  return new Promise((done) => setTimeout(done, ms, undefined));
}
