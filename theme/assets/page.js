/**
 * Call back for the page shown now, and again after each instant navigation.
 *
 * Material replaces the content and both sidebars then, but never loads a module twice.
 *
 * @param {() => void} show
 */
export function onPage(show) {
  const pages = /** @type {any} */ (window).document$;
  if (pages) pages.subscribe(() => show());
  else show();
}
