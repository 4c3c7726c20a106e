/** What a preview shows, as an element that is not on the page yet. */
import { settle } from "./preview-copy.js";
import { pageAt } from "./preview-page.js";
import { articleOf, sectionOf } from "./preview-section.js";
import { useStyle } from "./style.js";
import { say } from "./words.js";

const PICTURE = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;
const PAGE = /(?:\/|\.html)$/;

/**
 * Nothing for what is no page and no picture, or can't be fetched.
 *
 * @param {Element} link
 * @returns {Promise<HTMLElement | undefined>}
 */
export async function boxFor(link) {
  try {
    const [made] = await Promise.all([make(link), useStyle("preview")]);
    return made;
  } catch {
    return undefined;
  }
}

/** @param {Element} link */
async function make(link) {
  const url = new URL(link.getAttribute("href") ?? "", document.baseURI);
  if (url.origin !== location.origin) return undefined;
  if (PICTURE.test(url.pathname)) return withPicture(link, url);
  if (!PAGE.test(url.pathname)) return undefined;
  return withText(await pageAt(url), url);
}

/** @param {string} name */
function box(name) {
  const made = document.createElement("div");
  made.className = "preview";
  made.setAttribute("role", "dialog");
  made.setAttribute("aria-label", say("preview.of", { name }));
  made.popover = "manual";
  made.tabIndex = -1;
  return made;
}

/** @param {Element} link @param {URL} url */
async function withPicture(link, url) {
  const made = box(link.textContent ?? "");
  const picture = document.createElement("img");
  picture.src = url.href;
  picture.alt = link.textContent ?? "";
  await picture.decode(); // its size decides where the preview stands
  made.append(picture);
  return made;
}

/** @param {Document} page @param {URL} url */
function withText(page, url) {
  const section = sectionOf(page, url.hash.slice(1));
  const article = articleOf(page);
  if (!section?.nodes.length || !article) return undefined;
  const title = titleOf(article);
  const made = box(title?.textContent || page.title);
  const text = document.createElement("div");
  text.className = `${article.className} preview__text`.replace("md-content__inner", "");
  text.append(...section.nodes);
  if (section.cut) text.append(more(url));
  settle(text, page, url);
  if (title && page !== document) {
    const head = document.createElement("p");
    head.className = "preview__title md-typeset";
    head.append(wayTo(url, title));
    settle(head, page, url);
    made.append(head);
  }
  made.append(text);
  return made;
}

/** The note's title, with its formulas. @param {Element} article @returns {Node | undefined} */
function titleOf(article) {
  const heading = article.querySelector(":scope > h1")?.cloneNode(true);
  if (!(heading instanceof Element)) return undefined;
  for (const link of heading.querySelectorAll(".headerlink")) link.remove();
  for (const link of heading.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  const title = document.createDocumentFragment();
  title.append(...heading.childNodes);
  return title;
}

/** @param {URL} url @param {Node | string} content */
function wayTo(url, content) {
  const link = document.createElement("a");
  link.href = url.href;
  link.append(content);
  return link;
}

/** @param {URL} url */
function more(url) {
  const line = document.createElement("p");
  line.className = "preview__more";
  line.append(wayTo(url, say("preview.more")));
  return line;
}
