/** A page that only sends its reader on: `#heading` goes along, which `<meta>` alone would lose. */
const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a"));
if (link) location.replace(link.href + location.hash);
