// What `lean.mjs` replaces in MathJax's output: measures of boxes and shapes of SVG.

const FONT = ['mathvariant', 'fontfamily', 'fontweight', 'fontstyle'];
// So many lengths are kept, and three values for each result: there are few, but a formula may hold any.
const MOST = 300;

export function measures(wrapper) {
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

export function shapes(wrapper) {
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

export function elements(adaptor, { prototype }) {
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

export function glyphs(cache) {
  const { cachePath } = cache;
  const known = new Map();
  cache.cachePath = function (variant, code, path) {
    if (!known.has(variant)) known.set(variant, new Map());
    const ids = known.get(variant);
    if (!ids.has(code)) ids.set(code, cachePath.call(this, variant, code, path));
    return ids.get(code);
  };
}

export function numbers(output) {
  output.fixed = (value, digits = 3) => {
    if (Math.abs(value) < 0.0006) return '0';
    const text = value.toFixed(digits);
    let end = text.length;
    while (text[end - 1] === '0') end -= 1;
    if (text[end - 1] === '.') end -= 1;
    return text.slice(0, end);
  };
}
