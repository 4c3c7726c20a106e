/** Colours and faces of the page, for what draws on a canvas. */

const LAST = 8;

/**
 * @typedef {{ folders: string[], line: string, faint: string, strong: string, text: string,
 *   page: string, face: string }} Colours
 * @param {Element} place
 * @returns {Colours}
 */
export function coloursOf(place) {
  const probe = document.createElement("i");
  place.append(probe);
  const colour = (/** @type {string} */ name) => {
    probe.style.color = `var(${name})`;
    return rgb(getComputedStyle(probe).color);
  };
  const found = {
    folders: Array.from({ length: LAST + 1 }, (_, number) => colour(`--graph-${number}`)),
    line: colour("--graph-line"),
    faint: colour("--background-modifier-border"),
    strong: colour("--text-accent"),
    text: colour("--text-normal"),
    page: colour("--background-primary"),
    face: getComputedStyle(place).getPropertyValue("--font-interface"),
  };
  probe.remove();
  return found;
}

/** Call back when the scheme changes, for as long as `place` is in the page. @param {Element} place @param {() => void} back */
export function onScheme(place, back) {
  const observer = new MutationObserver(() => {
    if (place.isConnected) back();
    else observer.disconnect();
  });
  observer.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
}

const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** As sigma reads it, whatever way the browser writes a colour. @param {string} colour */
function rgb(colour) {
  if (!canvas) return colour;
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return `rgb(${red},${green},${blue})`;
}
