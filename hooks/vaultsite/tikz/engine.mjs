// One TikZ picture: {"source": TeX} in, {"svg": …} or {"error": TeX's message} out.
//
// TeX is node-tikzjax': WebAssembly with its files in memory, so it reads nothing of this computer.
// Its letters are drawn as outlines: the fonts need not be on the site.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const [modules] = process.argv.slice(2);
const require = createRequire(join(modules, 'index.js'));
// Not the package's main file: that needs a DOM as well, which the lock file leaves out.
const { load, tex } = require('node-tikzjax/dist/bootstrap.js');
const { dvi2html } = require('@prinsss/dvi2html');
const { default: Machine } = require('@prinsss/dvi2html/lib/html.js');
const opentype = require('opentype.js');

const fonts = new Map();

function font(name) {
  if (!fonts.has(name)) {
    const file = join(modules, 'node-tikzjax/css/bakoma/ttf', `${name}.ttf`);
    const { buffer, byteOffset, byteLength } = readFileSync(file);
    fonts.set(name, opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength)));
  }
  return fonts.get(name);
}

// Where BaKoMa's fonts have what TeX's have among the control characters.
function character(code) {
  if (code <= 9) return 161 + code;
  if (code === 10) return 172;
  if (code <= 19) return 163 + code;
  if (code === 20) return 8729;
  if (code <= 32) return 163 + code;
  return code === 127 ? 196 : code;
}

Machine.prototype.putText = function (codes) {
  const { metrics, scaleFactor, designSize, name } = this.font;
  const size = ((metrics.designSize / 1048576) * scaleFactor) / designSize;
  const unit = metrics.designSize / 1048576 / 16;
  let x = this.position.h * this.pointsPerDviUnit;
  const y = this.position.v * this.pointsPerDviUnit;
  let width = 0;
  let outline = '';
  for (const code of codes) {
    const glyph = font(name).charToGlyph(String.fromCodePoint(character(code)));
    outline += glyph.getPath(x, y, size).toPathData(2);
    const advance = metrics.characters[code]?.width ?? 0;
    width += advance;
    x += advance * unit * this.pointsPerDviUnit * (scaleFactor / designSize);
  }
  if (this.svgDepth > 0 && outline) {
    const transform = this.matrix.toSVGTransform();
    this.output.write(`<path stroke="none" fill="${this.color}" d="${outline}"${transform}></path>`);
  }
  return (width * unit * scaleFactor) / designSize;
};

async function draw(source) {
  await load();
  const log = [];
  const { log: print, error: complain } = console;
  console.log = console.error = (...words) => log.push(words.join(' '));
  try {
    const dvi = await tex(source, { showConsole: true });
    let svg = '';
    const stream = (async function* () {
      yield dvi;
    })();
    await dvi2html(stream, { write: (part) => (svg += part) });
    return { svg };
  } catch (error) {
    const [, message] = /^! (.*)/m.exec(log.join('\n')) ?? [];
    return { error: message ?? error.message };
  } finally {
    Object.assign(console, { log: print, error: complain });
  }
}

const { source } = JSON.parse(await text(process.stdin));
const answer = await draw(source);
process.stdout.write(JSON.stringify(answer), () => process.exit());
