/**
 * The keyboard of a tree, as the ARIA Authoring Practices describe it: arrows, Home, End, Enter,
 * and the first letters of a name. Only one item is a tab stop, the one last used.
 */
const TYPING_PAUSE = 700;
/** @type {Record<string, string>} */
const MIRRORED = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

export class TreeKeys {
  #typed = "";
  #typedAt = 0;

  /**
   * @param {HTMLElement} tree
   * @param {(item: HTMLElement, open: boolean) => void} fold
   */
  constructor(tree, fold) {
    this.tree = tree;
    this.fold = fold;
    const first = this.#first();
    if (first) this.makeTabStop(first);
    tree.addEventListener("keydown", (event) => this.#press(event));
    tree.addEventListener("focusin", (event) =>
      this.makeTabStop(/** @type {HTMLElement} */ (event.target)),
    );
  }

  /** @param {HTMLElement} item */
  makeTabStop(item) {
    this.tabStop?.setAttribute("tabindex", "-1");
    this.tabStop = item;
    item.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const item = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey || item.role !== "treeitem") return;
    const next = this.#move(item, event.key);
    if (next === undefined) return;
    // Material has letters of its own for searching and turning pages.
    event.stopPropagation();
    event.preventDefault();
    next?.focus();
  }

  /**
   * @param {HTMLElement} item
   * @param {string} key
   * @returns {HTMLElement | null | undefined} undefined for a key that is not ours
   */
  #move(item, key) {
    const open = item.ariaExpanded === "true";
    if (key.length > 1) this.#typed = "";
    switch (this.#isMirrored() ? (MIRRORED[key] ?? key) : key) {
      case "ArrowDown":
        return after(item);
      case "ArrowUp":
        return before(item);
      case "Home":
        return this.#first();
      case "End":
        return lastIn(this.tree);
      case "ArrowRight":
        if (open) return after(item);
        if (item.ariaExpanded) this.fold(item, true);
        return null;
      case "ArrowLeft":
        if (!open) return parent(item);
        this.fold(item, false);
        return null;
    }
    if (key === " " && !this.#isTyping()) return item.click(), null;
    return key.length === 1 ? this.#find(item, key) : undefined;
  }

  /** From right to left, what is inside of a folder is to the left of it. */
  #isMirrored() {
    return getComputedStyle(this.tree).direction === "rtl";
  }

  #isTyping() {
    return this.#typed !== "" && performance.now() - this.#typedAt < TYPING_PAUSE;
  }

  /** The next item that begins with what was typed. @param {HTMLElement} item @param {string} key */
  #find(item, key) {
    const letter = plain(key);
    this.#typed = (this.#isTyping() ? this.#typed : "") + letter;
    this.#typedAt = performance.now();
    const again = [...this.#typed].every((char) => char === letter);
    const sought = again ? letter : this.#typed;
    let at = again ? (after(item) ?? this.#first()) : item;
    do {
      if (at && plain(at.textContent ?? "").startsWith(sought)) return at;
      at = (at && after(at)) ?? this.#first();
    } while (at !== item);
    return null;
  }

  #first() {
    return /** @type {HTMLElement | null} */ (this.tree.querySelector("[role=treeitem]"));
  }
}

/** A name without case and accents, as the tree is sorted. @param {string} text */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/**
 * What a list holds, seen through the batches that long lists are put into.
 *
 * @param {Element | null | undefined} line
 * @param {"first" | "last"} end
 */
function throughBatch(line, end) {
  return line?.classList.contains("explorer__batch") ? line[`${end}ElementChild`] : line;
}

/** @param {Element | null | undefined} line @returns {HTMLElement | null} */
function itemOf(line) {
  return /** @type {HTMLElement | null} */ (line?.firstElementChild ?? null);
}

/** @param {Element} line @param {"next" | "previous"} way */
function beside(line, way) {
  const other = line[`${way}ElementSibling`];
  const batch = line.parentElement?.classList.contains("explorer__batch") && line.parentElement;
  const found = other ?? (batch ? batch[`${way}ElementSibling`] : null);
  return throughBatch(found, way === "next" ? "first" : "last");
}

/** @param {HTMLElement} item @returns {HTMLElement | null} */
function after(item) {
  if (item.ariaExpanded === "true") {
    return itemOf(throughBatch(item.nextElementSibling?.firstElementChild, "first"));
  }
  for (let at = /** @type {HTMLElement | null} */ (item); at; at = parent(at)) {
    const next = at.parentElement && beside(at.parentElement, "next");
    if (next) return itemOf(next);
  }
  return null;
}

/** @param {HTMLElement} item @returns {HTMLElement | null} */
function before(item) {
  const previous = item.parentElement && beside(item.parentElement, "previous");
  return previous ? lastOf(itemOf(previous)) : parent(item);
}

/** @param {HTMLElement} item @returns {HTMLElement | null} */
function parent(item) {
  const list = item.closest("[role=group]");
  return /** @type {HTMLElement | null} */ (list?.previousElementSibling ?? null);
}

/** @param {HTMLElement | null} item @returns {HTMLElement | null} */
function lastOf(item) {
  const list = item?.ariaExpanded === "true" ? item.nextElementSibling : null;
  return list?.lastElementChild ? lastIn(list) : item;
}

/** @param {Element} list @returns {HTMLElement | null} */
function lastIn(list) {
  return lastOf(itemOf(throughBatch(list.lastElementChild, "last")));
}
