// MathML for the ear: what MathJax made of the TeX, without what only says how it looks. A screen
// reader speaks it, shows it in braille, and lets its user walk through it.

// What stands here says something by its shape; everything else, only by what is in it.
const SHAPES = new Set([
  'mfrac', 'msqrt', 'mroot', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover',
  'mmultiscripts', 'mprescripts', 'mtable', 'mtr', 'mtd', 'menclose',
]);
// Each child of these has a meaning by its place: it is one element, even if it is empty.
const PLACES = /^m(?:frac|root|su[bp]|subsup|under|over|underover|multiscripts)$/;
const TOKENS = new Set(['mi', 'mn', 'mo', 'mtext', 'ms']);
const SILENT = new Set(['mspace', 'mphantom', 'annotation', 'annotation-xml']);
// A fraction without a line is a binomial, something struck out is not there, a bold letter a vector.
const ATTRIBUTES = { mfrac: ['linethickness'], menclose: ['notation'], mi: ['mathvariant'], mn: ['mathvariant'], mtext: ['mathvariant'] };
const VALUE = /^[-a-z0-9. ]+$/i;

/** The root of a formula in MathJax's tree → what stands in `<math>`. */
export const mathml = (root) => said(root).join('');

/** The elements that a node makes, one after another. */
function said(node) {
  const { kind } = node;
  if (SILENT.has(kind)) return [];
  if (TOKENS.has(kind)) return token(node);
  const children = node.childNodes ?? [];
  if (kind === 'mlabeledtr') return [labelled(children)];
  if (!SHAPES.has(kind)) return children.flatMap(said);
  return [element(node, children.map(PLACES.test(kind) ? argument : all).join(''))];
}

const all = (node) => said(node).join('');

function argument(node) {
  const elements = said(node);
  return elements.length === 1 ? elements[0] : `<mrow>${elements.join('')}</mrow>`;
}

function token(node) {
  const text = node.childNodes.map((child) => child.getText?.() ?? '').join('');
  return text ? [element(node, escape(text))] : [];
}

// As MathJax's own MathML has it: browsers do not know <mlabeledtr>.
function labelled([label, ...cells]) {
  const number = label.childNodes.map(all).join('');
  return `<mtr><mtd intent=:equation-label>${number}</mtd>${cells.map(all).join('')}</mtr>`;
}

function element(node, inner) {
  const { kind } = node;
  const attributes = (ATTRIBUTES[kind] ?? []).map((name) => attribute(name, node.attributes.getExplicit(name)));
  return `<${kind}${attributes.join('')}>${inner}</${kind}>`;
}

function attribute(name, given) {
  if (given === undefined || !VALUE.test(given)) return '';
  const value = String(given).replace(/^-tex-/, '').replace('calligraphic', 'script');
  if (name === 'mathvariant' && /^(?:normal|variant|oldstyle|mathit)$/.test(value)) return '';
  return / /.test(value) ? ` ${name}="${value}"` : ` ${name}=${value}`;
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
