/**
 * Notes for times without a connection: tells the site's service worker what was seen, and asks it
 * to keep more. The worker and why it is as it is: hooks/vaultsite/site/offline.py.
 */
import { ROOT } from "./memory.js";
import { onPage } from "./page.js";

const WORKER = new URL("service-worker.js", ROOT);
const CACHE = `${ROOT.pathname}:offline`;
const SCRIPTS = new URL(".", import.meta.url).href;
const STUDY = ["study/", "study.html"].map((place) => ROOT.pathname + place);
const PAUSE = 600; // milliseconds in which more may be seen
const CHECK = 600_000; // milliseconds after which a new build may be there
const AT_ONCE = 12; // pages

const [loaded] = performance.getEntriesByType("navigation");
/** The document's own address; instant navigation shows other pages in it. */
const FIRST = plain(loaded?.name ?? location.href);

/** @type {ServiceWorkerRegistration | undefined} */
let registration;
/** @type {Set<string>} */
const seen = new Set();
/** @type {Set<string>} */
let untold = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let telling;
let checked = Date.now();

/** @param {string} address */
function plain(address) {
  return address.replace(/[?#].*/s, "");
}

/** Keep from now on what is seen. */
export async function start() {
  const options = /** @type {RegistrationOptions} */ ({ scope: ROOT.pathname, updateViaCache: "none" });
  registration = await navigator.serviceWorker.register(WORKER, options).catch(() => undefined);
  if (!registration) return; // a browser may refuse
  awaitInstalled();
  registration.addEventListener("updatefound", awaitInstalled);
  new PerformanceObserver((list) => note(list.getEntries())).observe({ type: "resource", buffered: true });
  onPage(() => add(plain(location.href)));
  document.addEventListener("visibilitychange", () => document.hidden || check());
  document.addEventListener("click", leaveWhole, { capture: true });
}

function awaitInstalled() {
  const worker = registration?.installing;
  worker?.addEventListener("statechange", () => worker.state === "installed" && tellAgain());
}

/** Let go of what another build of this site has kept. */
export async function leave() {
  const found = await navigator.serviceWorker.getRegistration(ROOT.href);
  if (found?.scope === ROOT.href) await found.unregister();
  await caches.delete(CACHE);
}

/** @param {PerformanceEntry[]} entries */
function note(entries) {
  const studies = STUDY.includes(location.pathname);
  for (const { name } of entries) {
    // A page that was only fetched, for a preview say, was not seen; cards are fetched to be asked.
    const isPage = /(?:\/[^./]*|\.html)$/.test(plain(name));
    if (name.startsWith(ROOT.href) && (studies || !isPage)) add(plain(name));
  }
}

/** @param {string} address */
function add(address) {
  if (seen.has(address)) return;
  seen.add(address);
  untold.add(address);
  telling ??= setTimeout(tell, PAUSE);
  if (Date.now() - checked > CHECK) check();
}

function check() {
  if (Date.now() - checked < CHECK) return;
  checked = Date.now();
  registration?.update().catch(() => {}); // without a connection
}

function tellAgain() {
  untold = new Set([FIRST, ...seen]);
  telling ??= setTimeout(tell, 0);
}

async function tell() {
  const addresses = [...untold];
  untold = new Set();
  telling = undefined;
  try {
    await ask({ ask: "seen", addresses, first: FIRST, scripts: SCRIPTS });
  } catch {
    // Told again to the next worker.
  }
}

/**
 * If a worker of another build waits, load the next page as a whole: in this document it would be
 * one of two builds.
 *
 * @param {MouseEvent} event
 */
function leaveWhole(event) {
  if (!registration?.waiting || !(event.target instanceof Element)) return;
  const link = event.target.closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || !link.href.startsWith(ROOT.href)) return;
  if (plain(link.href) !== plain(location.href)) event.stopPropagation();
}

/**
 * Ask the worker of the newest build.
 *
 * @param {{ ask: string, [name: string]: unknown }} asked
 * @returns {Promise<any>}
 */
async function ask(asked) {
  const { waiting, active } = registration ?? (await navigator.serviceWorker.ready);
  const worker = waiting ?? active ?? (await navigator.serviceWorker.ready).active;
  if (!worker) throw new Error("gone");
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    // One that is replaced meanwhile may give no answer: its successor does.
    const again = () => worker.state === "redundant" && resolve(ask(asked));
    worker.addEventListener("statechange", again);
    port1.onmessage = ({ data }) => {
      port1.close();
      worker.removeEventListener("statechange", again);
      if (data.error) reject(new Error(data.error));
      else resolve(data.result);
    };
    worker.postMessage(asked, [port2]);
  });
}

/** Does this site keep anything in this browser? */
export const isThere = () => Boolean(registration);

/**
 * Keep pages with their pictures, however many others are read.
 *
 * @param {string[]} urls from the root of the site
 * @param {(done: number, all: number) => void} [onProgress]
 * @throws {Error} if one can't be had; its message is `full` if there is no room
 */
export async function keep(urls, onProgress = () => {}) {
  const addresses = [...new Set(urls.map((url) => plain(new URL(url, ROOT).href)))];
  onProgress(0, addresses.length);
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    await ask({ ask: "keep", addresses: addresses.slice(at, at + AT_ONCE) });
    onProgress(Math.min(at + AT_ONCE, addresses.length), addresses.length);
  }
}

/** @returns {Promise<{ pages: number, bytes: number }>} what is kept of all that was seen or asked for */
export const kept = () => ask({ ask: "kept" });

/** Let go of everything that is kept. */
export const forget = () => ask({ ask: "forget" });
