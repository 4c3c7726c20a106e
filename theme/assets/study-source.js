/** A note over the session, which goes on where it was: the one that a card is from, or one linked there. */
import { dialogFor } from "./dialog.js";
import { make } from "./search-dom.js";
import { settle } from "./preview-copy.js";
import { pageAt } from "./preview-page.js";
import { articleOf } from "./preview-section.js";
import { drawn } from "./study-drawn.js";
import { followIn } from "./study-follow.js";
import { say } from "./study-words.js";

const AROUND =
  "nav, footer, script, form, iframe, .note-head, .note-foot, .neighbours, .note-graph, .backlinks, " +
  ".headerlink, .footnote-backref, .md-source-file, .cards-toggle";

const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, tr, .math-block";
const SHORT = 3; // letters that say nothing of where they are from

/**
 * Show the note at an address, at its fragment. Throws what `fetch` throws.
 *
 * @param {URL} url
 * @param {{ card?: string }} [options] the name of the one card that is shown of its cards
 */
export async function openNote(url, { card } = {}) {
  const page = await pageAt(url);
  const note = articleOf(page);
  if (!note) throw new Error(`${url}: no note`);
  const target = find(page, url.hash.slice(1));
  target?.setAttribute("data-shown", "");
  const text = /** @type {HTMLElement} */ (note.cloneNode(true));
  target?.removeAttribute("data-shown");
  trim(text, card);
  settle(text, page, url);
  const title = text.querySelector(":scope > h1")?.textContent?.trim() || page.title;
  const dialog = await dialogFor("session-source", title);
  dialog.setAttribute("aria-label", title);
  const body = make("div", { class: "session-source__text", tabindex: "0", role: "group", "aria-label": title }, text);
  followIn(body);
  dialog.replaceChildren(head(dialog, url), body);
  if (!dialog.open) dialog.showModal();
  await drawn(text, url.pathname);
  body.focus();
  const shown = text.querySelector("[data-shown]");
  show(body, shown?.matches("section.cards > .card") ? sameIn(text, shown) : shown);
}

/**
 * Where a note says what a card of it asks for: at the first heading, paragraph, line or formula of the
 * answer that the note has, too. Nothing if that is its title.
 *
 * @param {Element} text @param {Element} card
 * @returns {Element | undefined}
 */
function sameIn(text, card) {
  /** @type {Map<string, Element>} */
  const known = new Map();
  for (const block of text.querySelectorAll(BLOCKS)) {
    const words = wordsOf(block);
    if (words.length > SHORT && !card.contains(block) && !known.has(words)) known.set(words, block);
  }
  const answer = card.querySelector(".card-back")?.querySelectorAll(BLOCKS) ?? [];
  const found = [...answer, ...card.querySelectorAll(BLOCKS)].map(wordsOf).find((words) => known.has(words));
  const place = known.get(found ?? "");
  return place?.matches(".markdown-preview-view > h1:first-of-type") ? undefined : place;
}

/** With the TeX of its formulas. @param {Element} block */
function wordsOf(block) {
  const formulas = [block, ...block.querySelectorAll("[data-tex]")].map((each) => each.getAttribute("data-tex") ?? "");
  return `${block.textContent} ${formulas.join(" ")}`.replace(/\s+/g, " ").trim().toLowerCase();
}

/** @param {Document} page @param {string} fragment */
function find(page, fragment) {
  if (!fragment) return null;
  try {
    return page.getElementById(decodeURIComponent(fragment));
  } catch {
    return null;
  }
}

/** Only the note's text, and of its cards the one: others are still to be asked. @param {Element} text @param {string} [card] */
function trim(text, card) {
  text.classList.remove("md-content__inner");
  for (const each of text.querySelectorAll(AROUND)) each.remove();
  for (const section of text.querySelectorAll("section.cards")) {
    for (const each of section.querySelectorAll(":scope > .card")) {
      if (each.id !== `card-${card}`) each.remove();
    }
    if (!section.querySelector(".card")) section.remove();
    section.querySelector(".cards-count")?.remove();
  }
}

/** @param {HTMLDialogElement} dialog @param {URL} url */
function head(dialog, url) {
  const close = make("button", { type: "button", class: "session-source__close", "aria-label": say("session.close") }, "×");
  close.addEventListener("click", () => dialog.close());
  const link = make("a", { href: url.href }, say("session.page"));
  return make("div", { class: "session-source__head" }, link, close);
}

/** @param {Element} body @param {Element | null | undefined} target */
function show(body, target) {
  if (!target) return;
  for (let at = target.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  body.scrollTop += target.getBoundingClientRect().top - body.getBoundingClientRect().top - 8;
}
