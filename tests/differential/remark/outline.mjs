// Reads a JSON array of Markdown sources, writes a JSON array of their blocks: [kind, line, line behind it,
// is it a formula, children].

import { text } from "node:stream/consumers";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";

const parser = unified().use(remarkParse).use(remarkGfm);
const KINDS = {
  blockquote: () => "quote",
  code: () => "code",
  footnoteDefinition: () => "footnote",
  heading: (node) => `h${node.depth}`,
  html: (node) => (isFormula(node) ? "p" : "html"),
  list: (node) => (node.ordered ? `ol ${node.start ?? 1}` : "ul") + (isLoose(node) ? " loose" : " tight"),
  listItem: () => "li",
  paragraph: () => "p",
  table: () => "table",
  tableRow: () => "tr",
  thematicBreak: () => "hr",
};

function isLoose(list) {
  return list.spread || list.children.some((item) => item.spread);
}

// Blanked formulas are written as such comments where they are blocks.
function isFormula(node) {
  return node.type === "html" && node.value.trimStart().startsWith("<!--x");
}

function outline(node) {
  return node.children
    .filter((child) => child.type in KINDS)
    .map((child) => [
      KINDS[child.type](child),
      child.position.start.line,
      child.type === "paragraph" || isFormula(child) ? child.position.end.line + 1 : 0,
      isFormula(child),
      ["paragraph", "heading", "tableRow"].includes(child.type) || !child.children ? [] : outline(child),
    ]);
}

const sources = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(sources.map((source) => outline(parser.parse(source)))));
