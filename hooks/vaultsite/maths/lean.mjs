// MathJax draws the same with less work: parts of it written anew, for the version below. What is
// here gives the same result as what it replaces (the tests compare), or makes less of what nobody
// reads (`data-` attributes). With another version of MathJax nothing is replaced: it is only slower.
import * as module from 'node:module';

import { Attributes } from './attributes.mjs';
import { elements, glyphs, measures, numbers, shapes } from './lean_svg.mjs';

const VERSION = '4.1.3';
const CLASS = /class (\w+)\{constructor\((\w+),(\w+)\)\{this\.global=\3,this\.defaults=Object\.create\(\3\),.*?getAllGlobals\(\)\{return this\.global\}\}/s;

/** Called before MathJax is loaded: its class of attributes cannot be reached from outside. */
export function beforeLoading(version) {
  // Node 20 has no hooks.
  if (version !== VERSION || !module.registerHooks) return;
  const key = Symbol.for('vaultsite.Attributes');
  globalThis[key] = Attributes;
  module.registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!loaded.source || !url.endsWith('/mathjax/node-main.js')) return loaded;
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
