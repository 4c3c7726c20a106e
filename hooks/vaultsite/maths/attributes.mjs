// The attributes of a node in MathJax's tree, kept the cheap way. MathJax keeps them in four objects,
// each the prototype of the next, made anew for each node: so no two nodes are alike to V8, which
// then looks up every name in every object. Here the defaults are shared by all nodes of a kind, and
// what a node has of its own stands in two plain objects, made when something is put into them.

const INHERIT = '_inherit_';
const has = Object.prototype.hasOwnProperty;

// Without a prototype, yet with a hidden class, unlike Object.create(null).
function Names() {}
Names.prototype = Object.create(null);
const NONE = Object.freeze(new Names());

const shared = new WeakMap();

function chained(defaults, global) {
  if (!shared.has(defaults)) shared.set(defaults, Object.assign(Object.create(global), defaults));
  return shared.get(defaults);
}

/** MathJax's `core/MmlTree/Attributes`, method by method. */
export class Attributes {
  constructor(defaults, global) {
    this.global = global;
    this.defaults = chained(defaults, global);
    this.inherited = NONE;
    this.explicit = NONE;
  }

  set(name, value) {
    if (this.explicit === NONE) this.explicit = new Names();
    this.explicit[name] = value;
  }

  setList(list) {
    for (const name in list) this.set(name, list[name]);
  }

  unset(name) {
    if (this.hasExplicit(name)) delete this.explicit[name];
  }

  get(name) {
    let value;
    if (this.explicit !== NONE) value = this.explicit[name];
    if (value === undefined && !this.hasExplicit(name)) value = this.getInherited(name);
    return value === INHERIT ? this.global[name] : value;
  }

  getExplicit(name) {
    return this.explicit === NONE ? undefined : this.explicit[name];
  }

  hasExplicit(name) {
    return this.explicit !== NONE && has.call(this.explicit, name);
  }

  hasOneOf(names) {
    return this.explicit !== NONE && names.some((name) => this.hasExplicit(name));
  }

  getList(...names) {
    return Object.fromEntries(names.map((name) => [name, this.get(name)]));
  }

  setInherited(name, value) {
    if (this.inherited === NONE) this.inherited = new Names();
    this.inherited[name] = value;
  }

  getInherited(name) {
    const value = this.inherited === NONE ? undefined : this.inherited[name];
    return value === undefined && !has.call(this.inherited, name) ? this.defaults[name] : value;
  }

  getDefault(name) {
    return this.defaults[name];
  }

  isSet(name) {
    return this.hasExplicit(name) || has.call(this.inherited, name);
  }

  hasDefault(name) {
    return name in this.defaults;
  }

  getExplicitNames() {
    return this.explicit === NONE ? [] : Object.keys(this.explicit);
  }

  getInheritedNames() {
    return Object.keys(this.inherited);
  }

  getDefaultNames() {
    return Object.keys(this.defaults);
  }

  getGlobalNames() {
    return Object.keys(this.global);
  }

  /** A copy, which MathJax only reads: the explicit ones, before all others. */
  getAllAttributes() {
    const behind = Object.assign(Object.create(this.defaults), this.inherited);
    return Object.assign(Object.create(behind), this.explicit);
  }

  /** MathJax puts something into this. */
  getAllInherited() {
    if (this.inherited === NONE) this.inherited = new Names();
    return this.inherited;
  }

  getAllDefaults() {
    return this.defaults;
  }

  getAllGlobals() {
    return this.global;
  }
}
