/** Where there is room beside the text, a note's neighbours are there, below the outline. */
import { onPage } from "./page.js";

const wide = matchMedia("(min-width: 76.25em)");
/** What keeps their place below the note. */
let mark = document.createComment("");

function place() {
  const graph = document.querySelector(".note-graph");
  const beside = document.querySelector(".md-sidebar--secondary .md-sidebar__inner");
  if (!graph || !beside) return;
  if (!wide.matches) {
    if (mark.isConnected) mark.replaceWith(graph);
  } else if (!beside.contains(graph)) {
    mark = document.createComment("");
    graph.replaceWith(mark);
    beside.append(graph);
  }
}

onPage(place);
wide.addEventListener("change", place);
