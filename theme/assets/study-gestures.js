/**
 * A finger that draws a card aside. Up and down stays the browser's: the sheet says `touch-action`,
 * and a card begins to move only when the finger goes sideways first.
 */
const SLACK = 12; // pixels before it is a gesture
const EDGE = 24; // where a telephone's own way back begins
const OCCUPIED = "input, textarea, select, audio, video, iframe";

/**
 * @typedef {object} Swipe
 * @property {() => boolean} canStart
 * @property {(way: "left" | "right" | "", share: number) => void} drag how far, 1 being enough
 * @property {(way: "left" | "right") => void} done
 */

/** @param {HTMLElement} place @param {Swipe} swipe */
export function onSwipe(place, { canStart, drag, done }) {
  /** @type {{ id: number, x: number, y: number, moves: boolean } | undefined} */
  let touch;

  /** @param {PointerEvent} event */
  const share = (event) => (event.clientX - (touch?.x ?? 0)) / enough();
  const enough = () => Math.min(140, place.clientWidth / 3);
  const end = () => {
    touch = undefined;
    drag("", 0);
  };

  place.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch") return;
    if (touch || !event.isPrimary) return end(); // a second finger zooms
    const { clientX: x, clientY: y, pointerId: id } = event;
    const isAtEdge = x < EDGE || x > innerWidth - EDGE;
    if (isAtEdge || !canStart() || isOccupied(event.target, place)) return;
    touch = { id, x, y, moves: false };
  });
  place.addEventListener("pointermove", (event) => {
    if (!touch || event.pointerId !== touch.id) return;
    const [x, y] = [Math.abs(event.clientX - touch.x), Math.abs(event.clientY - touch.y)];
    if (!touch.moves && Math.max(x, y) < SLACK) return;
    if (!touch.moves && (x < y * 1.5 || getSelection()?.isCollapsed === false)) return end();
    touch.moves = true;
    drag(share(event) < 0 ? "left" : "right", share(event));
  });
  place.addEventListener("pointerup", (event) => {
    if (!touch || event.pointerId !== touch.id) return;
    const far = touch.moves ? share(event) : 0;
    end();
    if (Math.abs(far) >= 1) done(far < 0 ? "left" : "right");
  });
  place.addEventListener("pointercancel", end);
}

/** @param {EventTarget | null} target @param {HTMLElement} place does something here scroll sideways? */
function isOccupied(target, place) {
  let at = target instanceof Element ? target : null;
  if (at?.closest(OCCUPIED)) return true;
  for (; at && at !== place; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
  }
  return false;
}
