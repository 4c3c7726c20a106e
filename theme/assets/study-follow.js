/** Links between notes open over the session, which they would end otherwise. */

/** @param {HTMLElement} place */
export function followIn(place) {
  place.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.internal-link[href]");
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !/(?:\/|\.html)$/.test(url.pathname)) return;
    event.preventDefault();
    event.stopPropagation(); // Material would go there
    import("./study-source.js")
      .then(({ openNote }) => openNote(url))
      .catch(() => location.assign(url));
  });
}
