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
