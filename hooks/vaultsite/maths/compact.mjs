// MathJax's SVG, made small: one list of shapes instead of a tree that mirrors the MathML, positions
// as x and y, glyphs by reference. It draws the same picture. What is not named here is left out,
// so nothing that a formula smuggles in (\href, \style, \class, \data, \cssId) reaches a page.

import { brief, shortPath } from './path.mjs';

const NUMBERS = ['x', 'y', 'width', 'height', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'rx', 'ry'];
const PAINT = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin'];
const FONT = ['font-size', 'font-family', 'font-style', 'font-weight'];
const ATTRIBUTES = {
  g: [...PAINT, 'style'],
  a: [],
  use: ['href', ...PAINT],
  path: ['d', 'style', ...PAINT],
  polygon: ['points', ...PAINT],
  rect: ['x', 'y', 'width', 'height', 'rx', 'ry', 'pointer-events', ...PAINT],
  line: ['x1', 'y1', 'x2', 'y2', ...PAINT],
  ellipse: ['cx', 'cy', 'rx', 'ry', ...PAINT],
  text: ['x', 'y', ...FONT, ...PAINT],
  svg: ['x', 'y', 'width', 'height', 'viewBox', 'preserveAspectRatio'],
};
// Material resolves the `element.href` of a link that is clicked, which SVG has as an object.
const LINK = 'xlink:href';
// Where a shape stands, for those that a shift can be added to.
const POSITION = {
  use: [['x', 'y']],
  rect: [['x', 'y']],
  svg: [['x', 'y']],
  line: [['x1', 'y1'], ['x2', 'y2']],
  ellipse: [['cx', 'cy']],
};
// Rules of MathJax's style sheet that a page would otherwise have to bring.
const TABLE_LINE = { 'stroke-width': '70', fill: 'none' };
const LINE_STYLE = {
  'mjx-dashed': { 'stroke-dasharray': '140' },
  'mjx-dotted': { 'stroke-linecap': 'round', 'stroke-dasharray': '0,140' },
};
const SAFE_VALUE = /^[#\w(),.%\s-]*$/;
const SAFE_STYLES = /^(?:color|fill|stroke|stroke-width|opacity|font-(?:family|size|style|weight))$/;
const SAFE_LINK = /^(?:https?:\/\/|mailto:|obsidian:\/\/|#)/i;
// A space draws nothing.
const BLANK = /-(?:20|A0)$/;
// Thousandths of an em: the sides of a flatter box are too much rounded to give a width.
const FLAT = 100;
const SIZES = [0, 0.111, 0.167, 0.222, 0.278, 0.333];

/**
 * A `mjx-container` of MathJax → `{parts, uses, full, style, width}`. A part is one `<svg>`:
 * `[gap, head, frame, body]`, gap being what stands before it (`''`, `' '` or `'<wbr>'`), head and
 * frame the attributes of `<svg>` and of the `<g>` around its body. Width is in ex.
 */
export function compact(adaptor, container) {
  const parts = [];
  const uses = new Set();
  const full = adaptor.getAttribute(container, 'width') === 'full';
  const numbered = full && apart(adaptor, container);
  if (numbered) return { ...numberedParts(adaptor, numbered, uses), uses, full, style: '', width: 0 };
  let width = 0;
  let gap = '';
  for (const child of adaptor.childNodes(container)) {
    if (adaptor.kind(child) === 'svg') {
      const group = adaptor.childNodes(child).find((node) => adaptor.kind(node) === 'g');
      const body = new Writer(adaptor, uses).children(group, 0, 0);
      parts.push([gap, head(adaptor, child), frame(adaptor, group), body]);
      width += parseFloat(adaptor.getAttribute(child, 'width'));
      gap = '';
    } else if (adaptor.kind(child) === 'mjx-break') {
      gap = gapOf(adaptor, child) || gap;
    }
  }
  return { parts, uses, full, style: full ? safeStyle(adaptor, container, /^min-width$/) : '', width };
}

// The height stands in the style: themes set `svg { height: auto }`, which beats an attribute. The
// width follows from it and the box, but for a piece too flat to say how wide it is.
function head(adaptor, svg) {
  const get = (name) => adaptor.getAttribute(svg, name);
  const style = safeStyle(adaptor, svg, /^(?:vertical-align|min-width|margin-(?:left|right))$/);
  const [x, y, width, height] = (box(get('viewBox')) ?? '').split(' ').map(Number);
  const follows = height > FLAT && /ex$/.test(get('width'));
  return bare([
    ['style', briefly(`${style ? `${style};` : ''}height:${get('height')}`)],
    ['width', follows ? null : briefly(get('width'))],
    ['viewBox', follows ? [x, y, Math.round(width), height] : box(get('viewBox'))],
    ['preserveAspectRatio', get('preserveAspectRatio')],
  ]);
}

/** The pictures of a numbered formula and of its numbers: two in one, side by side in the same rows. */
function apart(adaptor, container) {
  const outer = adaptor.childNodes(container)[0];
  let inner = adaptor.childNodes(outer);
  while (inner.length === 1) {
    if (adaptor.getAttribute(inner[0], 'data-width-includes-label')) return null;
    inner = adaptor.childNodes(inner[0]);
  }
  const [table, labels] = inner;
  const are = (node, name, side) => adaptor.getAttribute(node, name) && adaptor.getAttribute(node, 'preserveAspectRatio') === side;
  if (inner.length !== 2 || !are(table, 'data-table', 'xMidYMid') || !are(labels, 'data-labels', 'xMaxYMid')) return null;
  return { outer, table, labels };
}

// The formula scrolls when it is wide, and the numbers stay where they are. Each picture says in its
// box where its middle or its right end is, as its left end is at 0.
function numberedParts(adaptor, { outer, table, labels }, uses) {
  const part = (svg, share) => {
    const [end, y, , height] = adaptor.getAttribute(svg, 'viewBox').split(' ').map(Number);
    const [group] = adaptor.childNodes(svg);
    const body = new Writer(adaptor, uses).children(group, 0, 0);
    return ['', sized(adaptor, outer, [0, y, end * share, height]), ' transform=scale(1,-1)', body];
  };
  return { parts: [part(table, 2), part(labels, 1)] };
}

function sized(adaptor, svg, values) {
  const align = safeStyle(adaptor, svg, /^vertical-align$/);
  return bare([
    ['style', briefly(`${align};height:${adaptor.getAttribute(svg, 'height')}`)],
    ['viewBox', values.map(round)],
  ]);
}

const briefly = (text) => text?.replace(/-?\b0\.\d+/g, (value) => brief(value));

function frame(adaptor, group) {
  return bare([['transform', adaptor.getAttribute(group, 'transform')]]);
}

// A space is where the browser may break; a forced break (\\ in the formula) is one.
function gapOf(adaptor, node) {
  if (adaptor.getAttribute(node, 'newline')) return '<br>';
  if (adaptor.getAttribute(node, 'prebreak')) return '';
  const size = adaptor.getAttribute(node, 'size');
  const spacing = parseFloat(adaptor.getStyle(node, 'letter-spacing') || '-1') + 1;
  return (size === undefined || size === null ? spacing : SIZES[size]) > 0.1 ? ' ' : '<wbr>';
}

class Writer {
  constructor(adaptor, uses) {
    this.adaptor = adaptor;
    this.uses = uses;
  }

  children(node, x, y) {
    return this.adaptor.childNodes(node).map((child) => this.node(child, x, y)).join('');
  }

  /** The text of a node that stands (x, y) away from where it says it stands. */
  node(node, x, y) {
    const kind = this.adaptor.kind(node);
    if (kind === '#text') return escape(this.adaptor.value(node));
    if (!ATTRIBUTES[kind]) return '';
    const [shift, transform] = splitTransform(this.adaptor.getAttribute(node, 'transform') ?? '');
    const place = [x + shift[0], y + shift[1]];
    const values = this.values(node, kind);
    if (kind === 'g' || kind === 'a') return this.group(node, kind, values, place, transform);
    if (kind !== 'use') return this.shape(node, kind, values, place, transform);
    const { href, ...paint } = values;
    if (BLANK.test(href)) return '';
    const used = { href: `#${this.glyph(href)}`, ...paint };
    return this.shape(node, kind, used, place, transform);
  }

  group(node, kind, values, [x, y], transform) {
    const link = kind === 'a' ? this.link(node) : null;
    const named = link ?? Object.entries(values);
    if (transform) named.unshift(['transform', briefly(translate(x, y) + transform)]);
    const inner = transform ? this.children(node, 0, 0) : this.children(node, x, y);
    if (!inner || named.length === 0) return inner;
    const only = transform && named.length === 1 && /^<use href=#[\w-]+ \/>$/.test(inner);
    if (only) return inner.replace(' />', `${bare(named)} />`);
    const tag = link ? 'a' : 'g';
    return `<${tag}${link ? attributes(named) : bare(named)}>${inner}</${tag}>`;
  }

  shape(node, kind, values, [x, y], transform) {
    const placed = transform || !POSITION[kind] ? values : shifted(values, POSITION[kind], x, y);
    const free = placed === values && (x || y || transform);
    const inner = kind === 'text' || kind === 'svg' ? this.children(node, 0, 0) : '';
    if (kind === 'text' && !inner) return '';
    const named = Object.entries(placed);
    if (free) named.push(['transform', briefly(translate(x, y) + transform)]);
    return inner ? `<${kind}${bare(named)}>${inner}</${kind}>` : `<${kind}${bare(named)} />`;
  }

  values(node, kind) {
    const found = {};
    for (const name of ATTRIBUTES[kind]) {
      const value = name === 'style' ? safeStyle(this.adaptor, node, SAFE_STYLES) : this.adaptor.getAttribute(node, name);
      if (value === undefined || value === null || value === '') continue;
      if (name === 'viewBox') found[name] = box(value);
      else if (NUMBERS.includes(name)) found[name] = number(value);
      else if (name === 'd') found[name] = shortPath(value);
      else if (name === 'points' || name === 'style' || SAFE_VALUE.test(value) && !/url/i.test(value))
        found[name] = value;
    }
    if (this.adaptor.getAttribute(node, 'data-table') || this.adaptor.getAttribute(node, 'data-labels'))
      if (kind === 'svg') found.overflow = 'visible';
    if (this.adaptor.getAttribute(node, 'data-line') || this.adaptor.getAttribute(node, 'data-frame'))
      Object.assign(found, TABLE_LINE, LINE_STYLE[this.adaptor.getAttribute(node, 'class')]);
    return found;
  }

  link(node) {
    const href = this.adaptor.getAttribute(node, 'href') ?? '';
    if (!SAFE_LINK.test(href)) return [];
    if (href.startsWith('#')) return [[LINK, href]];
    return [[LINK, href], ['class', 'external-link'], ['rel', 'noopener']];
  }

  glyph(href) {
    const id = href.slice(1);
    this.uses.add(id);
    return glyphName(id);
  }
}

/** `MJX-NCM-I-1D465` → `M-I-1D465`: capitals, so that no heading's id is ever the same. */
export const glyphName = (id) => id.replace(/^MJX-(?:NCM-)?/, 'M-');

// Leading translations are added up; what follows them stays as it is.
function splitTransform(text) {
  let [x, y] = [0, 0];
  const rest = text.replace(/^\s*(?:translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?\s*\)\s*)+/, (leading) => {
    for (const [, dx, dy] of leading.matchAll(/translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?\s*\)/g)) {
      x += Number(dx);
      y += Number(dy ?? 0);
    }
    return '';
  });
  return [[x, y], rest.trim()];
}

const translate = (x, y) => (round(x) || round(y) ? `translate(${round(x)},${round(y)})` : '');

function shifted(values, pairs, x, y) {
  const moved = { ...values };
  for (const [h, v] of pairs) {
    for (const [name, by] of [[h, x], [v, y]]) {
      if (/%$/.test(moved[name] ?? '')) return values;
      const sum = round(Number(moved[name] ?? 0) + by);
      if (sum) moved[name] = sum;
      else delete moved[name];
    }
  }
  return moved;
}

function safeStyle(adaptor, node, allowed) {
  const text = adaptor.getAttribute(node, 'style') ?? '';
  const kept = text.split(';').map((rule) => rule.split(':').map((side) => side.trim()));
  const safe = kept.filter(([name, value, more]) => !more && allowed.test(name) && SAFE_VALUE.test(value) && !/url|expression/i.test(value));
  return safe.map(([name, value]) => `${name}:${value}`).join(';');
}

// A unit is a thousandth of an em: a tenth of it is less than any screen shows.
const round = (value) => Math.round(value);
const number = (value) => (/^-?[\d.]+$/.test(value) ? String(Math.round(value * 10) / 10) : SAFE_VALUE.test(value) ? value : '');
const box = (value) => (value ? value.split(' ').map((part) => Math.round(part * 10) / 10).join(' ') : value);

function attributes(pairs) {
  return pairs
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => ` ${name}="${escape(String(value)).replaceAll('"', '&quot;')}"`)
    .join('');
}

// Half of a page are attributes of these: without quotes where HTML can do without.
const bare = (pairs) => attributes(pairs).replace(/="([-\w#.(),:;%]+)"/g, '=$1');

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
