/** Where a preview stands: below its link or above, always within the window. */
const GAP = 6; // pixels between link and preview
const MARGIN = 8; // pixels to the edges of the window
const HIGHEST = 420; // pixels

/**
 * Place `box`, which is positioned absolutely, so that it moves with the page but never makes it
 * longer.
 *
 * @param {HTMLElement} box
 * @param {Element} link
 * @param {number} [y] where the pointer is, for links of several lines
 */
export function place(box, link, y) {
  const line = lineAt(link, y);
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const below = height - line.bottom;
  const isBelow = below >= Math.min(HIGHEST, box.scrollHeight) + GAP + MARGIN || below >= line.top;
  const room = (isBelow ? below : line.top) - GAP - MARGIN;
  const { style } = box;
  style.maxHeight = `${Math.min(HIGHEST, room)}px`;
  style.top = isBelow ? `${line.bottom + GAP + scrollY}px` : "auto";
  style.bottom = isBelow ? "auto" : `${height - line.top + GAP - scrollY}px`;
  const isRtl = getComputedStyle(link).direction === "rtl";
  const start = isRtl ? line.right - box.offsetWidth : line.left;
  const left = Math.max(MARGIN, Math.min(start, width - box.offsetWidth - MARGIN));
  style.left = `${left + scrollX}px`;
}

/** @param {Element} link @param {number} [y] */
function lineAt(link, y) {
  const lines = [...link.getClientRects()].filter(({ width }) => width);
  const hit = lines.find(({ top, bottom }) => y !== undefined && top <= y && y <= bottom);
  return hit ?? lines[0] ?? link.getBoundingClientRect();
}
