/** @type {Map<string, Promise<unknown>>} */
const known = new Map();

/** Use the style sheet `NAME.css` from now on. Waits for it. @param {string} name */
export function useStyle(name) {
  const loading = known.get(name) ?? load(name);
  known.set(name, loading);
  loading.catch(() => known.delete(name));
  return loading;
}

/** @param {string} name */
function load(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`${name}.css`, import.meta.url).href;
  document.head.append(link);
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => {
      link.remove();
      reject(new Error(`${link.href} could not be loaded`));
    });
  });
}
