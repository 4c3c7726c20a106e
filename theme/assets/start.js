/**
 * What every page has of scripts, asked for at its end: on a slow line, text and style come first.
 */
import "./cards.js";
import "./explorer.js";
import "./lightbox.js";
import "./maths.js";
import "./near.js";
import "./reveal.js";
import "./search.js";
import "./ways.js";

const OFFLINE = false; // the build says true, if its pages are kept for times without a connection

async function offline() {
  const { start, leave } = await import("./offline.js");
  await (OFFLINE ? start() : leave());
}

const workers = navigator.serviceWorker; // only where nobody on the way can change what is sent
if (workers && (OFFLINE || workers.controller)) {
  const late = () => (window.requestIdleCallback ?? setTimeout)(() => offline());
  if (document.readyState === "complete") late();
  else addEventListener("load", late, { once: true });
}
