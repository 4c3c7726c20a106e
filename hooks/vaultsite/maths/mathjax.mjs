// MathJax, with the packages of Obsidian's. A formula that may define something gets an input
// processor of its own, so that no definition and no \require can reach another formula.
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { compact, glyphName } from './compact.mjs';
import { afterLoading, beforeLoading } from './lean.mjs';
import { mathml } from './mathml.mjs';
import { shortPath } from './path.mjs';

// What Obsidian's tex-chtml-full has switched on (MathJax 3's "all packages").
const PACKAGES = [
  'action', 'ams', 'amscd', 'bbox', 'boldsymbol', 'braket', 'bussproofs', 'cancel', 'cases',
  'centernot', 'color', 'colortbl', 'configmacros', 'empheq', 'enclose', 'extpfeil', 'gensymb',
  'html', 'mathtools', 'mhchem', 'newcommand', 'require', 'textcomp', 'textmacros', 'unicode',
  'upgreek', 'verb',
];
// What \require may add to these. Not here: texhtml (raw HTML), setoptions (the limits below),
// noerrors and noundefined (they hide errors), fonts that are not installed.
const ON_REQUEST = ['begingroup', 'colorv2', 'physics', 'units'];
// In Obsidian \dv, \qty and their like work after \require{physics}, and names that MathJax knows
// already (\div, \Re, \bra) keep their meaning. Here they work without \require too: the package
// stands behind all others.
const PHYSICS = ['physics', 100];
const LIMITS = { maxMacros: 10000, maxBuffer: 64 * 1024 };
// Inline formulas wider than this (ex) get places where a browser may break the line: about the
// width of a telephone's line. Narrower ones move to the next line as a whole, and stay one SVG.
const BREAK_WIDER_THAN = 24;
const METRICS = { em: 16, ex: 8, containerWidth: 1280 };

// Commands that may change what a later formula means: \def, \newcommand, \let, \require,
// \DeclareMathOperator, \definecolor, \mathtoolsset … and some more, for whom it costs 0.4 ms. The
// frequent ones of these are named.
const HARMLESS = '(?:[A-Za-z]*(?:sub|sup|under|over|empty)set|setminus|[sS]et|bullet|newline)(?![A-Za-z])';
const CHANGES = new RegExp(
  `\\\\(?!${HARMLESS})[A-Za-z]*(?:def|let|[nN]ew|Declare|require|color|set|tagform|group|global)`,
);

/** A mistake in the TeX, with MathJax's message. */
class TexMistake extends Error {}

/** `lean: false` leaves MathJax as it comes, which the tests compare with. */
export async function load(modules, preamble = '', { lean = true } = {}) {
  const require = createRequire(join(modules, 'mathjax', 'index.js'));
  if (lean) beforeLoading(version(modules));
  // By `require`: `import` would parse each file twice, to find out what kind of module it is.
  globalThis.MathJax = { loader: { require } };
  const MathJax = require('./node-main.cjs');
  await MathJax.init({
    loader: {
      load: ['input/tex-base', 'output/svg', ...[...PACKAGES, ...ON_REQUEST].map((name) => `[tex]/${name}`)],
    },
    startup: { typeset: false, document: '' },
    svg: { fontCache: 'global', useXlink: false, linebreaks: { inline: false } },
  });
  if (lean) afterLoading(MathJax, version(modules));
  return new Typesetter(MathJax, preamble);
}

export function version(modules) {
  return createRequire(join(modules, 'x.js'))(join(modules, 'mathjax', 'package.json')).version;
}

class Typesetter {
  constructor(MathJax, preamble) {
    this.document = MathJax.startup.document;
    this.adaptor = MathJax.startup.adaptor;
    this.output = this.document.outputJax;
    this.handleRetriesFor = MathJax._.mathjax.mathjax.handleRetriesFor;
    this.TeX = MathJax._.input.tex_ts.TeX;
    this.Label = MathJax._.input.tex.Tags.Label;
    this.output.clearFontCache();
    this.told = new Set();
    this.preamble = preamble;
  }

  /** `{tex, display, prelude, labels}` → `{parts, full, style, mathml, glyphs, paths}` or `{error}`. */
  async draw(job) {
    try {
      const wide = await this.typeset(job, false);
      if (job.display || wide.width <= BREAK_WIDER_THAN) return this.result(wide);
      return this.result(await this.typeset(job, true));
    } catch (error) {
      return { error: firstLine(error) };
    }
  }

  async typeset(job, breakable) {
    const own = job.prelude?.length > 0 || CHANGES.test(job.tex);
    const tex = own ? this.processor() : (this.shared ??= await this.prepared(this.processor(), []));
    if (own) await this.prepared(tex, job.prelude ?? []);
    this.document.inputJax = [tex];
    this.setLabels(tex, job.labels ?? {});
    this.output.options.linebreaks.inline = breakable;
    try {
      const drawn = compact(this.adaptor, await this.convert(job.tex, job.display));
      return { ...drawn, mathml: mathml(tex.parseOptions.root) };
    } finally {
      if (own) forget(tex);
    }
  }

  processor() {
    const tex = new this.TeX({
      packages: ['base', ...PACKAGES, PHYSICS],
      tags: 'none',
      ignoreDuplicateLabels: true,
      formatError: (_, error) => {
        throw new TexMistake(error.message);
      },
      require: { defaultAllow: false, allow: allowed() },
      ...LIMITS,
    });
    tex.setAdaptor(this.adaptor);
    tex.setMmlFactory(this.document.mmlFactory);
    return tex;
  }

  async prepared(tex, prelude) {
    this.document.inputJax = [tex];
    for (const earlier of this.preamble ? [this.preamble, ...prelude] : prelude) await this.define(earlier);
    return tex;
  }

  setLabels(tex, labels) {
    const { tags } = tex.parseOptions;
    tags.reset();
    for (const [name, { tag, id }] of Object.entries(labels)) tags.allLabels[name] = new this.Label(tag, id);
  }

  // A mistake in an earlier formula has been reported there.
  async define(tex) {
    try {
      await this.convert(tex, true, 20);
    } catch (error) {
      if (!(error instanceof TexMistake)) throw error;
    }
  }

  convert(tex, display, end = 10000) {
    return this.handleRetriesFor(() => this.document.convert(tex, { format: 'TeX', display, end, ...METRICS }));
  }

  // A glyph's path is told once: the same few hundred stand in all drawings.
  result({ parts, full, style, mathml, uses }) {
    const paths = {};
    for (const id of uses) {
      if (!this.told.has(id)) paths[glyphName(id)] = shortPath(this.output.fontCache.cache.get(id));
      this.told.add(id);
    }
    return { parts, full, style, mathml, glyphs: [...uses].map(glyphName), paths };
  }
}

// mathtools registers a class of tags for each processor, and the list of them is never emptied: leave
// of the processor only what that class reads.
function forget(tex) {
  for (const holder of [tex.parseOptions, tex.configuration, tex]) {
    for (const name of Object.keys(holder)) delete holder[name];
  }
  tex._parseOptions = { options: { mathtools: { tagforms: {} } } };
}

const allowed = () => Object.fromEntries([...PACKAGES, ...ON_REQUEST].map((name) => [name, true]));

const firstLine = (error) => String(error?.message ?? error).split('\n')[0];
