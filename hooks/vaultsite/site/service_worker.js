/**
 * Keeps what was read for times without a connection: see offline.py for how builds stay apart.
 *
 * One cache holds files by place and digest. What of them belongs to this build is said by its own
 * record, which lies there, too. A worker that is installed while another one is active makes its
 * record of the other's, and fetches what differs: all, or it is not installed. It takes over when
 * every open document is known to be of its build, or none is open; then what it has no use for goes.
 *
 * With a connection, pages come from the network. A document of this build is given this build's
 * data and pictures, from what is kept; one of another build nothing of it.
 *
 * @typedef {{ digest: string, size: number, used: number, title?: string, pinned?: boolean }} Kept
 */
const BUILD = {};
const ROOT = new URL("./", self.location.href).href;
const CACHE = `${new URL(ROOT).pathname}:offline`; // several sites may share an origin
const LISTS = "assets/offline/";
const RECORD = `${ROOT}?offline-record=`;
const PATIENCE = 4000; // milliseconds that a page may take, if it is kept
const AT_ONCE = 6; // requests
const MOST_PAGES = 300; // and bytes of what was only read; the button keeps more
const MOST_BYTES = 80e6;
const REGULARS = 3; // pages, from which on all scripts are kept
const NAMED = /^assets\/[0-9a-f]{8}\/|\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)$|^search\/.*-[0-9a-f]{12}\.json$/;
const FILE = /\.(?:avif|css|gif|html|jpe?g|js|json|mjs|png|svg|wasm|webp|woff2?)$/i;
const PAGE = /\.html$/;
const FRAME = new RegExp(
  `^(?:${BUILD.scripts}|assets/(?:stylesheets|javascripts|images)/|assets/fonts/[a-z-]*-latin\\.)`,
);
const OF_STUDY = /^assets\/fsrs\/|^study\.json$/;

/* Places: paths from the root of the site, as the lists have them. */

/** @param {string} address */
function placeOf(address) {
  const path = address.startsWith(ROOT) ? address.slice(ROOT.length).replace(/[?#].*/s, "") : "?";
  try {
    const place = decodeURIComponent(path);
    return place === "" || place.endsWith("/") ? `${place}index.html` : place;
  } catch {
    return "?"; // is no place
  }
}

/** @param {string} place */
function addressOf(place) {
  return ROOT + place.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");
}

/** Work through all items, a few at a time. @template T @param {Iterable<T>} items @param {(item: T) => Promise<void>} work */
async function each(items, work) {
  const waiting = [...items];
  const go = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
}

/** @param {string} place @param {string} digest */
const keyOf = (place, digest) => `${addressOf(place)}?offline=${digest}`;

/** @param {BufferSource} content */
async function sha256(content) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content));
}

/** @param {BufferSource} content */
async function digestOf(content) {
  const bytes = (await sha256(content)).subarray(0, 6);
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/* The lists of this build. */

/** @type {Map<string, Promise<Record<string, string>>>} */
const lists = new Map();

/** @param {number} number */
function list(number) {
  const name = BUILD.lists[number];
  const known = lists.get(name) ?? loadList(name);
  lists.set(name, known);
  known.catch(() => lists.delete(name));
  return known;
}

/** @param {string} name which is its digest */
async function loadList(name) {
  return JSON.parse(new TextDecoder().decode((await fetched(`${LISTS}list.${name}.json`, name)).body));
}

/** The digest of a file in this build; undefined if it is not to be kept. @param {string} place */
async function digestIn(place) {
  if (place.startsWith("assets/")) return (await list(0))[place];
  const [high, low] = await sha256(new TextEncoder().encode(place));
  return (await list(1 + ((high * 256 + low) % (BUILD.lists.length - 1))))[place];
}

/**
 * A file of this build, from the browser's own cache if it is there. Rejects if the server has none,
 * or another one. What is fetched does not get into that cache: there, it tells of which build a
 * document is.
 *
 * @param {string} place @param {string} digest
 */
async function fetched(place, digest) {
  for (const cache of /** @type {RequestCache[]} */ (["force-cache", "no-store"])) {
    const answer = await fetch(addressOf(place), { cache, redirect: "error" });
    const body = await answer.arrayBuffer();
    if (answer.ok && (!digest || (await digestOf(body)) === digest)) return { answer, body };
  }
  throw new Error(`${place} is not that of this build`);
}

/* The record of what is kept. */

/** @type {Promise<{ files: Map<string, Kept>, clients: Set<string> }> | undefined} */
let reading;

/** What is kept of this build, and which documents are of it. */
function record() {
  reading ??= readRecord(RECORD + BUILD.id);
  return reading;
}

/** @param {string} key */
async function readRecord(key) {
  const answer = await (await caches.open(CACHE)).match(key);
  const { files = [], clients = [] } = answer ? await answer.json() : {};
  return { files: new Map(files), clients: new Set(clients) };
}

async function save() {
  const { files, clients } = await record();
  const open = new Set((await openDocuments()).map(({ id }) => id));
  for (const id of clients) if (!open.has(id) && id !== expected) clients.delete(id);
  const said = JSON.stringify({ saved: Date.now(), files: [...files], clients: [...clients] });
  await (await caches.open(CACHE)).put(RECORD + BUILD.id, new Response(said));
}

/** The document that a page was last given to; it is not open yet. */
let expected = "";

async function openDocuments() {
  const found = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return found.filter(({ url, frameType }) => url.startsWith(ROOT) && frameType === "top-level");
}

/** The place of what is kept for an address, as a server would find it. @param {string} address */
async function find(address) {
  const { files } = await record();
  const place = placeOf(address);
  return [place, `${place}.html`, `${place}/index.html`].find((each) => files.has(each));
}

/** @param {string} place */
async function keptAnswer(place) {
  const kept = (await record()).files.get(place);
  return kept && (await caches.open(CACHE)).match(keyOf(place, kept.digest));
}

/* Keeping. */

/** @param {Iterable<string>} places @param {boolean} [pinned] */
async function keepAll(places, pinned = false) {
  await each(new Set(places), (place) => keepOne(place, pinned));
}

/** @param {string} place @param {boolean} [pinned] */
async function keepOne(place, pinned = false) {
  const { files } = await record();
  const known = files.get(place);
  const digest = known?.digest ?? (await digestIn(place));
  if (digest === undefined) return;
  const kept = known ?? (await keep(place, digest));
  files.set(place, { ...kept, used: Date.now(), pinned: pinned || kept.pinned });
}

/** @param {string} place @param {string} digest @returns {Promise<Kept>} */
async function keep(place, digest) {
  const cache = await caches.open(CACHE);
  const key = keyOf(place, digest);
  const known = await cache.match(key);
  const { answer, body } = known
    ? { answer: known, body: await known.arrayBuffer() }
    : await fetched(place, digest);
  if (!known) {
    const type = answer.headers.get("Content-Type") ?? "";
    await put(key, () => new Response(body, { headers: { "Content-Type": type } }));
  }
  const said = PAGE.test(place) && /<title>(.*?)<\/title>/s.exec(new TextDecoder().decode(body));
  const title = said ? said[1].replace(BUILD.after, "") : undefined;
  return { digest, size: body.byteLength, used: Date.now(), title };
}

/** @param {string} key @param {() => Response} answer */
async function put(key, answer) {
  const cache = await caches.open(CACHE);
  try {
    await cache.put(key, answer());
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "QuotaExceededError") throw error;
    await makeRoom(0.5);
    await cache.put(key, answer()).catch(() => {
      throw new Error("full");
    });
  }
}

/** Let go of what was used least lately, until this part of the most is there. @param {number} part */
async function makeRoom(part = 1) {
  const { files } = await record();
  const cache = await caches.open(CACHE);
  const read = [...files].filter(([place, { pinned }]) => !pinned && !place.startsWith("assets/"));
  read.sort(([, a], [, b]) => b.used - a.used);
  let pages = MOST_PAGES * part;
  let bytes = MOST_BYTES * part;
  for (const [place, { digest, size }] of read) {
    bytes -= size;
    if (PAGE.test(place)) pages -= 1;
    if (bytes >= 0 && pages >= 0) continue;
    files.delete(place);
    await cache.delete(keyOf(place, digest));
  }
}

/** Is what a document was made of, as the browser has it, the file of this build? @param {string} address */
async function isOfThisBuild(address) {
  const kept = (await record()).files.get(placeOf(address));
  if (!kept) return false;
  const cached = /** @type {RequestInit} */ ({ cache: "only-if-cached", mode: "same-origin" });
  const answer = await fetch(address, cached).catch(() => undefined);
  return answer !== undefined && (await digestOf(await answer.arrayBuffer())) === kept.digest;
}

/** All scripts: those of dialogs, too, that nobody has opened yet. */
async function frame() {
  return Object.keys(await list(0)).filter((place) => FRAME.test(place));
}

/** What studying needs besides. */
async function study() {
  return [BUILD.study, "study.json", ...Object.keys(await list(0)).filter((place) => OF_STUDY.test(place))];
}

/** The pictures of a page that is kept. @param {string} place @returns {Promise<string[]>} */
async function picturesOf(place) {
  const html = await (await keptAnswer(place))?.text();
  const base = addressOf(place);
  return [...(html ?? "").matchAll(/<img\b[^>]*?\ssrc=(?:"([^"]*)"|([^\s>]+))/g)]
    .map((found) => (found[1] ?? found[2]).replaceAll("&amp;", "&"))
    .filter((source) => URL.canParse(source, base))
    .map((source) => placeOf(new URL(source, base).href));
}

/* What pages ask for: see assets/offline.js. */

/** @type {Record<string, (asked: any, client: Client) => Promise<unknown>>} */
const ASKED = {
  /** Keep what was seen, and find out whether the document is of this build. */
  async seen({ addresses, first, scripts }, client) {
    const { files, clients } = await record();
    const places = addresses.map(placeOf);
    // What is not of this build, or can't be had, is not kept.
    await each(new Set(places), (place) => keepOne(place).catch(() => {}));
    const pages = [...files.keys()].filter((place) => PAGE.test(place)).length;
    const studies = places.includes(BUILD.study);
    const more = [...(studies || pages >= REGULARS ? await frame() : []), ...(studies ? await study() : [])];
    await keepAll(more).catch(() => {});
    await makeRoom();
    if (scripts === ROOT + BUILD.scripts && (await isOfThisBuild(first))) clients.add(client.id);
    await save();
    await takeOver();
  },

  /** Keep pages with all that they show, and what studying needs. */
  async keep({ addresses }) {
    const places = addresses.map(placeOf);
    try {
      await keepAll([...(await frame()), ...(await study()), ...places], true);
      for (const place of places) await keepAll(await picturesOf(place), true);
    } finally {
      await save();
    }
  },

  async kept() {
    const { files } = await record();
    const all = [...files];
    const pages = all.filter(([place]) => PAGE.test(place)).length;
    return { pages, bytes: all.reduce((sum, [, { size }]) => sum + size, 0) };
  },

  async forget() {
    (await record()).files.clear();
    await save();
    await tidy();
  },
};

self.addEventListener("message", (event) => {
  const { ask, ...asked } = event.data;
  const [port] = event.ports;
  const answer = ASKED[ask](asked, event.source);
  event.waitUntil(
    answer.then(
      (result) => port.postMessage({ result }),
      (error) => port.postMessage({ error: String(error?.message) }),
    ),
  );
});

/* A new build. */

/** Become what is next to what an earlier build has kept. */
async function succeed() {
  const cache = await caches.open(CACHE);
  const records = [];
  for (const { url } of await cache.keys()) {
    if (url.startsWith(RECORD)) records.push(await (await cache.match(url))?.json());
  }
  const last = records.sort((a, b) => b.saved - a.saved)[0];
  if (!last) return;
  const { files } = await record();
  /** @type {[string, Kept][]} */
  const gone = [];
  await each(last.files, async ([place, kept]) => {
    const digest = await digestIn(place);
    if (digest === undefined) gone.push([place, kept]);
    else if (digest === kept.digest) files.set(place, kept);
    else files.set(place, { ...kept, ...(await keep(place, digest)), used: kept.used });
  });
  if (gone.some(([place]) => place.startsWith("assets/"))) await keepAll(await frame());
  await save();
  // A page may be private by now: it goes at once, whatever documents of its build are open. Those
  // may ask for their scripts.
  for (const [place, { digest }] of gone) if (!NAMED.test(place)) await cache.delete(keyOf(place, digest));
}

/** Take the place of the worker before this one, once every open document is of this build. */
async function takeOver() {
  const { clients } = await record();
  if ((await openDocuments()).every(({ id }) => clients.has(id))) await self.skipWaiting();
}

/** Delete what this build has no use for, and the records of others. */
async function tidy() {
  const cache = await caches.open(CACHE);
  const { files } = await record();
  const wanted = new Set([...files].map(([place, { digest }]) => keyOf(place, digest)));
  wanted.add(RECORD + BUILD.id);
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => event.waitUntil(succeed()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function begin() {
  await tidy();
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/* Answering. */

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has("range")) return;
  const place = placeOf(request.url);
  const isPage = PAGE.test(place) || !/\.[^/]*$/.test(place);
  if (request.mode === "navigate") {
    if (isPage) event.respondWith(page(event));
  } else if (NAMED.test(place)) {
    event.respondWith(named(request, place));
  } else if (isPage || (FILE.test(place) && !place.startsWith(LISTS))) {
    event.respondWith(part(event, isPage));
  }
});

/** @param {any} event */
async function page(event) {
  const { request } = event;
  const early = Promise.resolve(event.preloadResponse);
  // Where a new build waits, the browser's own cache may have an old page.
  const coming = self.registration.waiting
    ? fetch(request, { cache: "no-cache" })
    : early.then((answer) => answer ?? fetch(request));
  event.waitUntil(Promise.allSettled([early, coming]));
  const place = await find(request.url);
  const answer = await (place ? inTime(coming) : coming.catch(() => undefined));
  if (answer && place) recognised.set(event.resultingClientId, recognise(answer.clone(), place, event));
  if (answer) return answer;
  if (place === `${placeOf(request.url)}/index.html`) return Response.redirect(addressOf(place));
  return (place && (await given(place, event.resultingClientId))) ?? notKept();
}

/** The documents that are being loaded, until it is known whether they are of this build. */
const recognised = new Map();

/** Is a page, as a document gets it, that of this build? @param {Response} answer @param {string} place @param {any} event */
async function recognise(answer, place, { resultingClientId: client }) {
  const { files, clients } = await record();
  const digest = await digestOf(await answer.arrayBuffer().catch(() => new ArrayBuffer(0)));
  if (digest === files.get(place)?.digest) {
    expected = client;
    clients.add(client);
  }
  recognised.delete(client);
}

/** A page for a document, which is of this build from now on. @param {string} place @param {string} client */
async function given(place, client) {
  const answer = await keptAnswer(place);
  if (answer) {
    expected = client;
    (await record()).clients.add(client);
    await save();
  }
  return answer;
}

/** What a document asks for. @param {any} event @param {boolean} isPage */
async function part({ request, clientId }, isPage) {
  const kept = async () => ((await record()).clients.has(clientId) ? find(request.url) : undefined);
  const place = await kept();
  const first = place && !isPage ? await keptAnswer(place) : undefined;
  if (first) return first;
  const answer = await (place ? inTime(fetch(request)) : fetch(request).catch(() => undefined));
  if (answer) return answer;
  await recognised.get(clientId);
  const found = await kept();
  return (found && (await keptAnswer(found))) ?? Response.error();
}

/** A file that is always the same. @param {Request} request @param {string} place */
async function named(request, place) {
  return (await (await caches.open(CACHE)).match(keyOf(place, ""))) ?? fetch(request);
}

/** What the server says; undefined if nothing, or nothing in time. @param {Promise<Response>} answer */
async function inTime(answer) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const found = await Promise.race([answer.catch(() => undefined), late]);
  return found && found.status < 500 ? found : undefined;
}

/** A page that says that there is none, and which there are. */
async function notKept() {
  const { words } = BUILD;
  const pages = [...(await record()).files].filter(([place]) => PAGE.test(place));
  pages.sort(([, a], [, b]) => b.used - a.used);
  const links = pages.map(
    ([place, { title }]) => `<li><a dir="auto" href="${addressOf(place)}">${title ?? place}</a></li>`,
  );
  const kept = links.length ? `<h2>${words.kept}</h2><ul>${links.join("")}</ul>` : `<p>${words.none}</p>`;
  const html = `<!doctype html><html lang="${BUILD.language}" dir="${BUILD.direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'">
<title>${words.title}</title><link rel="stylesheet" href="${ROOT}${BUILD.style}"></head>
<body data-md-color-scheme="default" data-md-color-primary="custom" style="color-scheme:light dark"><main class="md-grid">
<article class="md-content__inner md-typeset markdown-preview-view"><h1>${words.title}</h1><p>${words.text}</p>
<p><a href="">${words.again}</a></p>${kept}</article></main></body></html>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
