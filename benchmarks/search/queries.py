"""What somebody who learns mathematics, machine learning or Linux may type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and the titles one of which should come first."""

    words: str
    titles: tuple[str, ...]


QUERIES = tuple(
    Query(words, tuple(titles.split(" | ")))
    for words, titles in {
        # titles as they are, among many that hold the same words
        "gradient descent": "gradient descent",
        "norm": "norm",
        "variance": "variance",
        "LU decomposition": "LU decomposition",
        "cauchy schwarz inequality": "cauchy schwarz inequality",
        # beginnings
        "eigenv": "eigenvalue | eigenvector | eigenvectors and eigenvalues",
        "kl div": "kl divergence",
        "backprop": "backpropagation",
        "ridge": "ridge regression",
        "zomb": "li zombie process",
        # words in another form or order, what stands in brackets
        "eigenvalues": "eigenvectors and eigenvalues | eigenvalue",
        "theorem bayes": "bayes theorem",
        "cdf": "cumulative distribution function (CDF)",
        # headings and text
        "memorylessness": "negative binomial distibution",
        "recall@5": "retrieval augmented generation",
        "floating point": "error round off",
        "transition matrix": "markov chain",
        # formulas by their words
        "frac partial": "partial derivative | derivative | jacobian | gradient",
        r"\arg\max p": "maximum aposteriori | maximum likelihood estimator",
        r"\nabla^2 f": "hessian | newton methode | newton type method",
        # typos and accents
        "baysian inference": "bayesian inference",
        "eigenvecter": "eigenvector",
        "GRADIÉNT": "gradient",
    }.items()
)
