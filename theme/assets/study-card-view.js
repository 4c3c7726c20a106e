/** A card on the screen: its question, then its answer below it. */
import { memory } from "./memory.js";
import { make } from "./search-dom.js";
import { drawn } from "./study-drawn.js";
import { followIn } from "./study-follow.js";
import { compared, fieldFor, textOf } from "./study-typed.js";
import { say } from "./study-words.js";

const OCCUPIED = "a, button, summary, input, label, select, textarea, audio, video, img, [tabindex='0']";
const GAP = 16; // pixels below an answer that is scrolled to
const ABOVE = 0.35; // of the room for a card, what stays above its answer

/** Does this reader know that cards can be swiped? */
export const swiped = memory("study-swiped", { lasting: true });

export class CardView {
  /** @param {import("./study-card.js").StudyCard} card @param {() => void} reveal */
  constructor(card, reveal) {
    this.card = card;
    this.article = card.article;
    this.question = part("session-question", say("session.question"), card.front);
    this.question.tabIndex = -1;
    this.answer = part("session-answer", say("session.answer"), card.back);
    this.field = card.isTyped ? fieldFor(reveal) : undefined;
    this.article.append(this.question, ...(this.field ? [this.field] : []), this.answer);
    followIn(this.article);
  }

  /** What the browser is left to draw is drawn before anything is seen. @param {HTMLElement} place */
  async showIn(place) {
    place.replaceChildren(...hints(), this.article, ...(swiped.get() ? [] : [explanation()]));
    const wait = drawn(this.article, this.card.path);
    if (wait) {
      this.article.classList.add("is-drawing");
      await wait;
      this.article.classList.remove("is-drawing");
    }
    this.answer.hidden = true;
  }

  focus() {
    (this.field ?? this.question).focus({ preventScroll: true });
  }

  /** Has what was pressed no meaning of its own? @param {EventTarget | null} target */
  isFree(target) {
    return target instanceof Element && this.article.contains(target) && !target.closest(OCCUPIED);
  }

  /** @param {Element} foot what covers the end of the screen */
  reveal(foot) {
    this.article.classList.add("is-revealed");
    if (this.field) this.field.replaceWith(compared(this.field.value, textOf(this.card.back)));
    const { back } = this.card;
    this.answer.hidden = !back.firstElementChild && !back.textContent?.trim();
    const shown = (this.answer.hidden ? this.question : this.answer).getBoundingClientRect();
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const end = foot.getBoundingClientRect().top;
    // As much as is needed to see it, but its beginning stays, with what a short question says above.
    const top = Math.min(shown.bottom + GAP - end, shown.top - header - (end - header) * ABOVE);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (top > 0) scrollBy({ top, behavior: calm ? "instant" : "smooth" });
  }
}

/** @param {string} name @param {string} title @param {Node} content */
function part(name, title, content) {
  const heading = make("h2", { class: "study-unseen", id: `__${name}` }, title);
  return make("div", { class: name, role: "group", "aria-labelledby": heading.id }, heading, content);
}

/** How fingers grade. Nobody who listens can do it: their fingers mean something else. */
function explanation() {
  const words = `← ${say("session.again")} · ${say("session.good")} →`;
  return make("p", { class: "session-swipes", "aria-hidden": "true", dir: "ltr" }, words);
}

/** What a finger will do when it lets go. */
function hints() {
  return [
    make("span", { class: "session-hint is-left", "aria-hidden": "true" }, say("session.again")),
    make("span", { class: "session-hint is-right", "aria-hidden": "true" }, say("session.good")),
  ];
}
