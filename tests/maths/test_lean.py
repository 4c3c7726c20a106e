"""What `lean.mjs` replaces in MathJax: the same drawings come out as without it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from vaultsite.vault.index import Vault

_DRAW = Path(__file__).with_name("draw.mjs")
_DOCS = Path(__file__).resolve().parents[2] / "docs"

# Each line leads through another part of MathJax.
FORMULAS = r"""
x
\alpha + \beta' - x''_i \leq 12.5
\frac{a}{b} + \tfrac12 - \cfrac{1}{1 + \cfrac{1}{x}} \binom{n}{k} {a \over b} {n \choose k}
\sum_{i=0}^\infty x_i \int\limits_0^1 \oint \prod\nolimits_k \lim_{x \to 0} \max_x \iint
\sqrt{x} \sqrt[3]{\frac{1}{2}} \overline{ab} \underline{c} \widehat{abc} \vec x \dot y \bar z
\left( \frac{\frac12}{3} \middle| x \right] \big( \Big[ \bigg\{ \left. \frac12 \right\rvert_0
\begin{pmatrix} 1 & 2 \\ 3 & \frac12 \end{pmatrix} \begin{vmatrix} a & b \\ c & d \end{vmatrix}
\begin{array}{l|c:r} a & \text{b} & c \\ \hline d & e & f \\ \hdashline g & h & i \end{array}
\begin{align} a &= b + c \\ &= d \tag{7} \end{align}
\begin{split} a &= b \\ &= c \end{split}
\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases} \begin{rcases} a \\ b \end{rcases}
\begin{gather*} a \\ b \end{gather*}
\begin{multline*} a \\ b \\ c \end{multline*}
\begin{CD} A @>a>> B \\ @VVbV @| \\ C @= D \end{CD}
\begin{prooftree} \AxiomC{A} \AxiomC{B} \RightLabel{x} \BinaryInfC{C} \end{prooftree}
\begin{smallmatrix} a & b \\ c & d \end{smallmatrix} \substack{a \\ b} \sideset{_1^2}{_3^4}\sum
\begin{aligned}[t] a &= \begin{bmatrix} x & y \\ z & w \end{bmatrix} \end{aligned}
\underbrace{a + b}_{2} \overbrace{c}^{3} \xrightarrow[b]{a} \xleftarrow{x} \underset{x}{y}
\overset{!}{=} \stackrel{d}{\to} \underbrace{\overline{x} + \widetilde{xyz}}_{\text{sum}}
\color{red} x \textcolor{#00f}{y} \colorbox{yellow}{z} \fcolorbox{red}{white}{w} \definecolor{m}{rgb}{1,0,0} \color{m} v
\boxed{E = mc^2} \cancel{x} \bcancel{y} \cancelto{0}{z} \enclose{circle}{x} \bbox[5px, border: 1px solid red]{x}
\style{color: red; padding: 3px}{x} \class{a}{y} \cssId{b}{z} \data{c=d}{w} \href{https://example.org}{x + y}
\mathbb{R} \mathcal{L} \mathfrak{g} \mathscr{F} \mathrm{abc} \mathbf{x} \mathit{diff} \mathsf{x} \mathtt{y} \boldsymbol{\alpha + x}
\boldsymbol{x} \pmb{y} \operatorname{foo} \operatorname*{arg\,max}_x \mathop{\rm Res}\limits_z \sin x \ln\left(x\right)
\text{Größe, dann $x_1$ und \textbf{fett}} \mbox{abc} \textsf{x} \text{a \emph{b}} \textit{漢字}
{\tiny a} {\Large b} {\scriptstyle c} \displaystyle \frac{a}{b} \textstyle \sum_i \dfrac{x}{y} \mathstrut \vphantom{X} \smash{y}
a \, b \: c \; d \! e \quad f \qquad g \hspace{1em} h \mkern 3mu i \rule{1em}{2ex} \raise 2pt {x} \llap{y}
a \not= b \ne c \neq d \notin e \nsubseteq f \iff g \implies h \mapsto i := j \coloneqq k
\ce{2 H2 + O2 -> 2 H2O} \ce{A <=>[k_1][k_2] B} \ce{^{227}_{90}Th+} \pu{3 kJ mol-1}
\dv{f}{x} \pdv[2]{f}{x} \qty(\frac{a}{b}) \mqty(a & b \\ c & d) \norm{v} \bra{\phi}\ket{\psi} \braket{a|b} \Set{x | x > 0}
\unicode{x41} \char`A \verb|a_b| \S \dagger \$ \% \& \# \_ \{ \}
\def\a#1{#1^2} \a{x} \newcommand{\b}[2][y]{#1 + #2} \b{z} \let\c=\alpha \c \DeclareMathOperator{\d}{dd} \d x
\mathchoice{a}{b}{c}{d} x_{\mathchoice{a}{b}{c}{d}} x^{y^{z^w}} {}_a^b X_c^d \prescript{a}{b}{X} f'_i{}'
a = b + c + d + e + f + g + h + i + j + k + l + m = \frac{n}{o} + p, q, r; s < t \le u
x \in \{ y \mid y^2 = 1 \} \subset \mathbb{Z} \setminus \emptyset \cup \overline{A} \overset{a}{b} \set{x} \bullet
\begin{array}{cc} a & b \\[1em] c & d \end{array} \newline e \\ f \label{a} \ref{a}
\mmlToken{mi}[mathvariant="bold" fontsize="2em"]{x} \mmlToken{mo}[lspace="3em" stretchy="true"]{(}
\begin{empheq}[left=L \Rightarrow]{align} a &= b \end{empheq}
\begin{dcases} 1 \\ 2 \end{dcases} \xmathstrut{1}
\buildrel a \over b \moveleft 1em x \lower 3pt y \vcenter{z} \hphantom{abc} \root 3 \of x
\nosuchcommand
\frac{1}
x_1_2
{x
""".strip().splitlines()  # noqa: E501


def draw(node: Path, modules: Path, formulas: list[tuple[str, bool]], how: str) -> dict[str, Any]:
    done = subprocess.run(
        [node, _DRAW, modules, how],
        input=json.dumps(formulas),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_lean_mathjax_draws_what_plain_mathjax_draws(node: Path, node_modules: Path) -> None:
    notes = Vault(_DOCS).notes.values()
    formulas = [(tex, display) for tex in FORMULAS for display in (True, False)]
    formulas += [(formula.tex, formula.display) for note in notes for formula in note.formulas]
    plain = draw(node, node_modules, formulas, "plain")
    lean = draw(node, node_modules, formulas, "lean")
    for formula, one, other in zip(formulas, plain["drawings"], lean["drawings"], strict=True):
        assert one == other, formula


def test_lean_is_made_for_the_mathjax_that_is_installed(node: Path, node_modules: Path) -> None:
    assert draw(node, node_modules, [], "lean")["lean"]
    assert not draw(node, node_modules, [], "plain")["lean"]
