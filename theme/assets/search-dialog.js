/**
 * The search: a field with a list of results below it, as one control for keyboard and screen
 * reader. The field keeps the focus; the arrows move which result is active.
 */
import { memory } from "./memory.js";
import { make } from "./search-dom.js";
import { SearchIndex } from "./search-index.js";
import { isEmpty, parse } from "./search-query.js";
import { Results } from "./search-results.js";
import { words } from "./search-words.js";
import { say } from "./words.js";

const LIST = "__results";
const RECENT = 5;
/** Milliseconds: what is read for the beginning of a command is not what the whole one needs. */
const TYPING = 200;
/** What may be asked for besides words. @type {[string, string][]} */
const HINTS = [
  ['"…"', say("search.phrase")],
  ["path:", say("search.path")],
  ["tag:#", say("search.tag")],
  ["-…", say("search.without")],
  ["\\frac{\\partial", say("search.formula")],
];

export class SearchDialog {
  /** @type {Promise<SearchIndex> | undefined} */
  #loading;
  #asked = "";
  #answered = "";
  /** Enter was pressed before there was a result. @type {boolean} */
  #hurry = false;
  #recent = memory("search.recent");

  /** @param {URL} url of the index @param {Promise<Response>} answer that it is answered with */
  constructor(url, answer) {
    this.url = url;
    this.#keep(answer.then((response) => SearchIndex.read(url, response)));
    this.input = /** @type {HTMLInputElement} */ (
      make("input", {
        ...{ class: "search__input", type: "text", role: "combobox", placeholder: say("search.placeholder") },
        ...{ "aria-label": say("search.title"), "aria-controls": LIST, "aria-expanded": "false" },
        ...{ "aria-autocomplete": "list", autocapitalize: "off", autocorrect: "off", dir: "auto" },
        ...{ autocomplete: "off", spellcheck: "false", enterkeyhint: "go" },
      })
    );
    this.status = make("p", { class: "search__status", role: "status" });
    this.hint = make("div", { class: "search__hint" });
    this.list = make("div", { class: "search__list", id: LIST, role: "listbox", "aria-label": say("search.results") });
    const close = make("button", { class: "search__close", type: "button", "aria-label": say("search.close") });
    const form = make("form", { class: "search__form", role: "search" }, this.input, close);
    this.dialog = /** @type {HTMLDialogElement} */ (
      make("dialog", { class: "search", "aria-label": say("search.title") }, form, this.status, this.hint, this.list, keys())
    );
    this.results = new Results(this.list, this.input, new URL("..", url));
    this.#listen(form, close);
    document.body.append(this.dialog);
  }

  /** @param {string} [query] to be gone on with, instead of what was asked for before: that is replaced */
  open(query) {
    if (query !== undefined) this.input.value = query;
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    if (query === undefined) this.input.select();
    if (query !== undefined || !this.input.value) this.#ask();
  }

  /** @param {HTMLElement} form @param {HTMLElement} close */
  #listen(form, close) {
    this.input.addEventListener("input", () => this.#ask());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    close.addEventListener("click", () => this.dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go();
    });
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close(); // beside it
      const link = /** @type {Element} */ (event.target).closest?.("a, [data-query]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link instanceof HTMLElement && link.dataset.query !== undefined) this.open(link.dataset.query);
      else this.#leave();
    });
    this.dialog.addEventListener("close", () => this.#setAddress(""));
  }

  /** A result is opened: what led to it may be wanted again. */
  #leave() {
    const query = this.input.value.trim();
    const before = /** @type {string[]} */ (this.#recent.get() ?? []).filter((each) => each !== query);
    if (query) this.#recent.set([query, ...before].slice(0, RECENT));
    this.dialog.close();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const link = this.results.active;
      if (link instanceof HTMLAnchorElement) open(link.href, "_blank", "noopener");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.results.move(event.key === "ArrowDown" ? 1 : -1);
    } else return;
    event.preventDefault();
  }

  /** Enter: to the active result, as soon as there is one. */
  #go() {
    this.#hurry = this.#answered !== this.input.value;
    if (!this.#hurry) this.results.active?.click();
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
    const asked = this.input.value;
    const query = parse(asked);
    this.#asked = asked;
    this.#hurry = false;
    this.#setAddress(asked);
    if (isEmpty(query)) return this.#begin();
    try {
      await this.#answer(asked, query).catch(() => {
        // The site has been built anew, and parts of the index that is here are gone.
        this.#loading = undefined;
        return this.#answer(asked, query);
      });
    } catch {
      this.#loading = undefined; // no connection: the next letter tries again
      if (this.#asked === asked) this.#say(say("search.offline"));
    }
  }

  /** Nothing is asked for: show what was, and what may be. */
  #begin() {
    this.#say("");
    const recent = /** @type {string[]} */ (this.#recent.get() ?? []);
    this.results.clear();
    this.hint.replaceChildren(
      ...(recent.length ? [row(say("search.recent"), recent)] : []),
      ...HINTS.map(([query, says]) => row("", [query], ` ${says}`)),
    );
  }

  /** @param {string} asked @param {import("./search-query.js").Query} query */
  async #answer(asked, query) {
    const index = await this.#index();
    if (query.tex) {
      index.prepare();
      await pause(TYPING);
    }
    if (this.#asked !== asked) return;
    const searching = index.search(query);
    searching.catch(() => {}); // told below, unless something else has been asked for by then
    const first = await Promise.race([searching, pause(80)]);
    if (this.#asked !== asked) return;
    if (!first && !query.tex) {
      // The words are still on their way; names are here.
      const named = index.byName(query);
      if (named.hits.length) this.results.show(index, named, asked);
    }
    const answer = first ?? (await searching);
    if (this.#asked !== asked) return;
    this.hint.replaceChildren(); // there is as much room as the results will have
    await this.results.show(index, answer, corrected(asked, answer));
    if (this.#asked !== asked) return;
    this.#answered = asked;
    this.#say(found(answer));
    this.#help(asked, answer);
    if (this.#hurry) this.#go();
  }

  /** Say how a mistyped word was understood, or what else to try. @param {string} asked @param {import("./search-index.js").Answer} answer */
  #help(asked, { hits, meant, missing }) {
    const rows = [];
    if (meant.size) rows.push(row(say("search.meant"), [corrected(asked, { meant })]));
    if (hits.length && missing.length) rows.push(make("p", {}, say("search.missing", { words: missing.join(", ") })));
    if (!hits.length) rows.push(make("p", {}, say("search.advice")));
    const { terms } = parse(asked);
    const bare = terms.filter((term) => !missing.includes(term)).join(" ");
    if (!hits.length && bare && bare !== asked.trim()) rows.push(row(say("search.instead"), [bare]));
    this.hint.replaceChildren(...rows);
  }

  /** @param {string} text */
  #say(text) {
    this.status.textContent = text;
  }

  /** An address that asks for something keeps saying what. @param {string} query */
  #setAddress(query) {
    const url = new URL(location.href);
    if (!url.searchParams.has("q")) return;
    if (query) url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  }
}

/** What is asked for, with the words that stand for mistyped ones. @param {string} asked @param {{meant: Map<string, string>}} answer */
function corrected(asked, { meant }) {
  return asked.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => meant.get(words(word)[0]) ?? word);
}

/** @param {import("./search-index.js").Answer} answer */
function found({ hits, similar }) {
  const { length } = hits;
  if (!length) return say("search.none");
  if (similar) return say("search.similar", { count: length });
  return say("search.found", { count: length });
}

/** Queries to be had by a click. @param {string} before @param {string[]} queries @param {string} after */
function row(before, queries, after = "") {
  const buttons = queries.map((query) =>
    make("button", { type: "button", class: "search__query", "data-query": query.replace("…", "") }, query),
  );
  return make("p", {}, before, ...buttons, after);
}

/** What the keys do, for those who have them. */
function keys() {
  const shown = [
    ["↑↓", say("search.move")],
    ["↵", say("search.open")],
    [/Mac|iP/.test(navigator.platform) ? "⌘↵" : "Ctrl ↵", say("search.tab")],
    ["Esc", say("search.close")],
  ];
  return make("p", { class: "search__keys", "aria-hidden": "true" }, ...shown.map(([key, does]) => make("span", {}, make("kbd", {}, key), ` ${does}`)));
}

/** @param {number} ms @returns {Promise<undefined>} */
function pause(ms) {
  return new Promise((done) => setTimeout(done, ms, undefined));
}
