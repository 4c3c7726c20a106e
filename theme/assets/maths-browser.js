// `maths: browser`: MathJax in the reader's browser, from this site, again after each of Material's
// instant navigations.
const base = new URL("../mathjax/", import.meta.url).href;

window.MathJax = {
  loader: {
    paths: { mathjax: base.replace(/\/$/, ""), fonts: `${base}@mathjax` },
    load: [
      "ui/safe",
      ...["boldsymbol", "braket", "cancel", "color", "mathtools", "mhchem", "physics", "unicode", "upgreek"].map(
        (name) => `[tex]/${name}`,
      ),
    ],
  },
  tex: {
    inlineMath: [["\\(", "\\)"]],
    displayMath: [["\\[", "\\]"]],
    processEscapes: true,
    packages: {
      "[+]": ["boldsymbol", "braket", "cancel", "color", "mathtools", "mhchem", ["physics", 100], "unicode", "upgreek"],
    },
  },
  output: { displayOverflow: "scroll" },
  options: { ignoreHtmlClass: ".*", processHtmlClass: "arithmatex" },
  startup: { typeset: false },
};

const script = document.createElement("script");
script.src = `${base}tex-svg.js`;
script.addEventListener("load", async () => {
  await MathJax.startup.promise;
  // The definitions of `maths_preamble` come before every formula, and stay.
  const preamble = document.querySelector("meta[name='maths-preamble']")?.content;
  if (preamble) await MathJax.tex2svgPromise(preamble);
  const typeset = () => {
    // MathJax says what it draws.
    for (const formula of document.querySelectorAll(".arithmatex")) formula.classList.add("is-heard");
    MathJax.startup.output.clearCache?.();
    MathJax.typesetClear();
    MathJax.texReset();
    return MathJax.typesetPromise();
  };
  if (window.document$) window.document$.subscribe(typeset);
  else await typeset();
});
document.head.append(script);
