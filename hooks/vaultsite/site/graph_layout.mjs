/**
 * Reads `{begin: [[x, y], …], edges: [[from, to], …], iterations}` and writes where the nodes are
 * after that many steps of ForceAtlas2. Its argument is the folder of the npm packages.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const Graph = require("graphology");
const forceAtlas2 = require("graphology-layout-forceatlas2");

const { begin, edges, iterations } = JSON.parse(readFileSync(0, "utf8"));
const graph = new Graph({ type: "undirected" });
begin.forEach(([x, y], number) => graph.addNode(number, { x, y }));
for (const [from, to] of edges) graph.mergeEdge(from, to);
const settings = { ...forceAtlas2.inferSettings(graph), gravity: 0.2 }; // a compact map
settings.barnesHutOptimize = graph.order > 1500;
forceAtlas2.assign(graph, { iterations, settings });
process.stdout.write(JSON.stringify(graph.mapNodes((_, { x, y }) => [x, y])));
