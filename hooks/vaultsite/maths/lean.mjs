// MathJax draws the same with less work: parts of it written anew, for the version below. What is
// here gives the same result as what it replaces (the tests compare), or makes less of what nobody
// reads (`data-` attributes). With another version of MathJax nothing is replaced: it is only slower.
import * as module from 'node:module';

import { Attributes } from './attributes.mjs';

const VERSION = '4.1.3';
const CLASS = /class (\w+)\{constructor\((\w+),(\w+)\)\{this\.global=\3,this\.defaults=Object\.create\(\3\),.*?getAllGlobals\(\)\{return this\.global\}\}/s;
const FONT = ['mathvariant', 'fontfamily', 'fontweight', 'fontstyle'];
// So many lengths are kept, and three values for each result: there are few, but a formula may hold any.
const MOST = 300;

/** Called before MathJax is loaded: its class of attributes cannot be reached from outside. */
export function beforeLoading(version) {
  // Node 20 has no hooks.
  if (version !== VERSION || !module.registerHooks) return;
  const key = Symbol.for('vaultsite.Attributes');
  globalThis[key] = Attributes;
  module.registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith('/mathjax/node-main.js')) return loaded;
      const replaced = String(loaded.source).replace(CLASS, (_, name) => `const ${name}=globalThis[Symbol.for('${key.description}')];`);
      return { ...loaded, source: replaced };
    },
  });
}

/** Called when MathJax is loaded, before it draws. */
export function afterLoading(MathJax, version) {
  if (version !== VERSION) return;
  const { tex } = MathJax._.input;
  const { outputJax: output, adaptor } = MathJax.startup.document;
  const wrapper = owner(output.factory.getNodeClass('mrow').prototype, 'standardSvgNodes');
  const mmlNode = owner(MathJax._.core.MmlTree.MML.MML.mrow.prototype, 'inheritAttributesFrom');
  noSource(tex);
  parsing(tex);
  inheritance(mmlNode);
  measures(owner(wrapper, 'length2em'));
  shapes(wrapper);
  elements(adaptor, MathJax._.adaptors.lite.Element.LiteElement);
  glyphs(output.fontCache);
  numbers(owner(output, 'fixed'));
}

/** The object of the prototype chain that has the method itself. */
function owner(object, method) {
  while (!Object.hasOwn(object, method)) object = Object.getPrototypeOf(object);
  return object;
}

// Each node gets the TeX it was made of as `data-latex`.
function noSource({ TexParser, StackItem }) {
  TexParser.default.prototype.updateResult = () => {};
  StackItem.BaseItem.prototype.addLatexItem = () => {};
}

function parsing({ MapHandler: { SubHandler }, ParseOptions, FilterUtil }) {
  // Loops over the packages' maps without iterators: for each character of the TeX.
  SubHandler.prototype.parse = function (input) {
    for (const { item: map } of this._configuration.items) {
      const result = map.parse(input);
      if (result === SubHandler.FALLBACK) break;
      if (result) return result;
    }
    return void this._fallback.items[0].item(...input);
  };
  SubHandler.prototype.applicable = function (token) {
    return this._configuration.items.find(({ item: map }) => map.contains(token))?.item ?? null;
  };
  ParseOptions.default.prototype.addNode = function (property, node) {
    (this.nodeLists[property] ??= []).push(node);
    if (node.kind === property) return;
    const lists = node.getProperty('in-lists');
    node.setProperty('in-lists', lists ? `${lists},${property}` : property);
  };
  // Most nodes have no attributes to clean.
  FilterUtil.default.cleanAttributes = ({ data: { root } }) => root.walkTree(cleanAttributes);
}

function cleanAttributes(node) {
  const { attributes } = node;
  const names = attributes.getExplicitNames();
  if (names.length === 0) return;
  const kept = (node.getProperty('keep-attrs') ?? '').split(/ /);
  attributes.unset('data-latex-item');
  for (const name of names) {
    if (!kept.includes(name) && attributes.get(name) === attributes.getInherited(name)) attributes.unset(name);
  }
}

function inheritance(node) {
  const { alwaysInherit, noInherit, stopInherit } = node.constructor;
  const has = Object.prototype.hasOwnProperty;
  const { isKind } = node;
  node.isKind = function (kind) {
    return this.kind === kind || isKind.call(this, kind);
  };
  // MathJax's own, with what is the same for all names taken out of the loop.
  node.setInheritedAttributes = function (attributes = {}, display = false, level = 0, prime = false) {
    const { kind, attributes: mine } = this;
    const defaults = mine.getAllDefaults();
    const stop = stopInherit[kind];
    for (const name of Object.keys(attributes)) {
      if (has.call(defaults, name) || has.call(alwaysInherit, name)) {
        const [from, value] = attributes[name];
        if (!noInherit[from]?.[kind]?.[name]) mine.setInherited(name, value);
      }
      if (stop?.[name]) {
        attributes = { ...attributes };
        delete attributes[name];
      }
    }
    if (mine.getExplicit('displaystyle') === undefined) mine.setInherited('displaystyle', display);
    if (mine.getExplicit('scriptlevel') === undefined) mine.setInherited('scriptlevel', level);
    if (prime) this.setProperty('texprimestyle', prime);
    fillUp(this);
    this.setChildInheritedAttributes(indented(this, attributes), display, level, prime);
  };
}

// As many children as the kind of node has.
function fillUp(node) {
  const { arity } = node;
  const count = node.childNodes.length;
  if (arity < 0 || arity === Infinity || (arity === 1 ? count > 0 : count === arity)) return;
  if (arity < count) node.childNodes = node.childNodes.slice(0, arity);
  else while (node.childNodes.length < arity) node.appendChild(node.factory.create('mrow'));
}

function indented(node, attributes) {
  if (!node.linebreakContainer || node.isEmbellished || !node.linebreakAlign) return attributes;
  const indentalign = node.attributes.get(node.linebreakAlign) || 'left';
  return node.addInheritedAttributes(attributes, {
    indentalign,
    indentshift: '0',
    indentalignfirst: indentalign,
    indentshiftfirst: '0',
    indentalignlast: 'indentalign',
    indentshiftlast: 'indentshift',
  });
}

function measures(wrapper) {
  const { length2em, getVariant, getUnbrokenHD } = wrapper;
  const known = new Map();
  let unit = 0;
  wrapper.length2em = function (length, size = 1, scale = null) {
    scale ??= this.bbox.scale;
    if (unit !== this.jax.pxPerEm || known.size > MOST) known.clear();
    unit = this.jax.pxPerEm;
    if (!known.has(length)) known.set(length, []);
    const results = known.get(length);
    for (let i = 0; i < results.length; i += 3) {
      if (results[i] === size && results[i + 1] === scale) return results[i + 2];
    }
    const result = length2em.call(this, length, size, scale);
    if (results.length < MOST) results.push(size, scale, result);
    return result;
  };
  wrapper.getVariant = function () {
    const { attributes, isToken } = this.node;
    if (!isToken) return;
    if (this.removedStyles || attributes.hasOneOf(FONT)) getVariant.call(this);
    else this.variant = this.node.getProperty('variantForm') ? '-tex-variant' : attributes.get('mathvariant');
  };
  wrapper.getUnbrokenHD = function () {
    if (this.breakCount !== 0) return getUnbrokenHD.call(this);
    const { h, d } = this.getOuterBBox();
    return [Math.max(h, 0), Math.max(d, 0)];
  };
}

function shapes(wrapper) {
  const { createSvgNodes, standardSvgNodes } = wrapper;
  wrapper.createSvgNodes = function (parents) {
    if (parents.length !== 1 || this.node.attributes.hasExplicit('href')) return createSvgNodes.call(this, parents);
    this.dom = [this.adaptor.append(parents[0], this.adaptor.create('g'))];
    return this.dom;
  };
  // Without attributes and styles of its own a node is only scaled. (A table has a frame besides.)
  wrapper.standardSvgNodes = function (parents) {
    if (this.styles || this.node.kind === 'mtable' || this.node.attributes.getExplicitNames().length) {
      return standardSvgNodes.call(this, parents);
    }
    const nodes = this.createSvgNodes(parents);
    this.handleScale();
    return nodes;
  };
}

function elements(adaptor, { prototype }) {
  function Element(kind) {
    this.kind = kind;
    this.attributes = {};
    this.children = [];
    this.styles = null;
    this.parent = undefined;
  }
  Element.prototype = prototype;
  const { node } = adaptor;
  adaptor.create = (kind) => new Element(kind);
  adaptor.node = function (kind, attributes = {}, children = [], namespace = null) {
    const { style, properties } = attributes;
    const align = style?.['vertical-align'];
    if ((style && (align === undefined || Object.keys(style).length > 1)) || properties) {
      return node.call(this, kind, attributes, children, namespace);
    }
    const element = new Element(kind);
    for (const name in attributes) {
      element.attributes[name] = name === 'style' ? `vertical-align: ${align};` : String(attributes[name]);
    }
    for (const child of children) this.append(element, child);
    return element;
  };
}

function glyphs(cache) {
  const { cachePath } = cache;
  const known = new Map();
  cache.cachePath = function (variant, code, path) {
    if (!known.has(variant)) known.set(variant, new Map());
    const ids = known.get(variant);
    if (!ids.has(code)) ids.set(code, cachePath.call(this, variant, code, path));
    return ids.get(code);
  };
}

function numbers(output) {
  output.fixed = (value, digits = 3) => {
    if (Math.abs(value) < 0.0006) return '0';
    const text = value.toFixed(digits);
    let end = text.length;
    while (text[end - 1] === '0') end -= 1;
    if (text[end - 1] === '.') end -= 1;
    return text.slice(0, end);
  };
}
