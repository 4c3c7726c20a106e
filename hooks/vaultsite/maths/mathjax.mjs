// MathJax, set up as Obsidian sets it up: every formula gets an input processor of its own, so that
// no definition, label or \require can reach another formula. Making one takes a tenth of a millisecond.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { compact, glyphName } from './compact.mjs';

// What Obsidian's tex-chtml-full has switched on (MathJax 3's "all packages").
const PACKAGES = [
  'action', 'ams', 'amscd', 'bbox', 'boldsymbol', 'braket', 'bussproofs', 'cancel', 'cases',
  'centernot', 'color', 'colortbl', 'configmacros', 'empheq', 'enclose', 'extpfeil', 'gensymb',
  'html', 'mathtools', 'mhchem', 'newcommand', 'require', 'tagformat', 'textcomp', 'textmacros',
  'unicode', 'upgreek', 'verb',
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

/** A mistake in the TeX, with MathJax's message. */
class TexMistake extends Error {}

export async function load(modules) {
  const folder = join(modules, 'mathjax');
  const { default: MathJax } = await import(pathToFileURL(join(folder, 'node-main.mjs')));
  await MathJax.init({
    loader: {
      load: ['input/tex-base', 'output/svg', ...[...PACKAGES, ...ON_REQUEST].map((name) => `[tex]/${name}`)],
    },
    startup: { typeset: false, document: '' },
    svg: { fontCache: 'global', useXlink: false, linebreaks: { inline: false } },
  });
  return new Typesetter(MathJax);
}

export function version(modules) {
  return createRequire(join(modules, 'x.js'))(join(modules, 'mathjax', 'package.json')).version;
}

class Typesetter {
  constructor(MathJax) {
    this.document = MathJax.startup.document;
    this.adaptor = MathJax.startup.adaptor;
    this.output = this.document.outputJax;
    this.handleRetriesFor = MathJax._.mathjax.mathjax.handleRetriesFor;
    this.TeX = MathJax._.input.tex_ts.TeX;
    this.Label = MathJax._.input.tex.Tags.Label;
    this.output.clearFontCache();
    this.preamble = '';
  }

  /** `{tex, display, prelude, labels}` → `{parts, full, style, uses, glyphs}` or `{error}`. */
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
    await this.prepare(job);
    this.output.options.linebreaks.inline = breakable;
    const node = await this.convert(job.tex, job.display);
    return compact(this.adaptor, node);
  }

  async prepare({ prelude = [], labels = {} }) {
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
    this.document.inputJax = [tex];
    const { tags } = tex.parseOptions;
    for (const earlier of this.preamble ? [this.preamble, ...prelude] : prelude) await this.define(earlier);
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

  result({ parts, full, style, uses }) {
    const glyphs = {};
    for (const path of this.adaptor.childNodes(this.output.fontCache.getCache())) {
      const id = this.adaptor.getAttribute(path, 'id');
      if (uses.has(id)) glyphs[glyphName(id)] = this.adaptor.getAttribute(path, 'd');
    }
    return { parts, full, style, glyphs };
  }
}

const allowed = () => Object.fromEntries([...PACKAGES, ...ON_REQUEST].map((name) => [name, true]));

const firstLine = (error) => String(error?.message ?? error).split('\n')[0];
