"""Fit the weights that choose subjects to annotated articles: `python -m tests.accuracy.fitting [--folder PATH ...] [--write]`.

Belongs here: a conditional logit model of which candidate a figure is about (McFadden 1974), fitted by maximum likelihood with each
weight drawn towards its prior in `subject_weights.csv`, its score on articles it was not fitted to, and how sure it may be (Platt 1999:
a logistic curve from its shares on those articles to what was right). Does not belong here: features
(`transforms.reading.subject_candidates`), the choice itself (`transforms.reading.subjects`).

Articles that are only scored (blind, held out) are never read here.
"""

import argparse
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize

from tests.accuracy.corpora import Corpus, available, own_folder
from tests.accuracy.scoring import equal, paired
from tests.transforms.test_whose_figures import CASES
from transforms import vocabulary
from transforms.reading import pipeline
from transforms.reading.extract import articles_frame
from transforms.reading.subject_candidates import AMOUNTS, VALUES
from transforms.reading.subjects import LEAST, SOURCE, weigh
from transforms.vocabulary import load

FOLDS = 10
SCALES = {"far": 8.0, "walls": 3.0}
"""What a feature is divided by before it is fitted, so that one penalty suits all."""
COUNTS = {"five": 4.0, "development": 4.0, "grammar": 10.0, "real/": 2.0}
"""How often a figure counts, by the beginning of its corpus' name; elsewhere once. Published articles teach more than made ones."""

Places = dict[tuple[str, str], int]
"""Feature and value -> the weight's place."""


@dataclass(frozen=True)
class Figure:
    """One figure with its candidates: weights' places and amounts of each, and which of them are right."""

    corpus: str
    article: str
    number_no: int
    text: str
    wanted: str
    metric: str
    names: list[str]
    right: np.ndarray
    features: np.ndarray


def weights() -> pl.DataFrame:
    """feature, value ('' for amounts), weight, prior: every weight there can be, in the order of the features."""
    known = load("subject_weights").with_columns(pl.col("value").fill_null(""))
    every = [(f, v) for f, values in VALUES.items() for v in values] + [(f, "") for f in AMOUNTS]
    frame = pl.DataFrame(every, schema=["feature", "value"], orient="row")
    joined = frame.join(known, on=["feature", "value"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("weight", "prior").cast(pl.Float64).fill_null(0.0))


def figures_of(corpus: Corpus, places: Places) -> list[Figure]:
    """The figures of a corpus that pair with a gold claim."""
    claims, numbers = _weighed(corpus.articles, places)
    found = []
    for document in corpus.gold:
        got = claims.get(document["article"], [])
        for claim_no, gold_no in paired(document["claims"], got, document).items():
            claim, gold = got[claim_no], document["claims"][gold_no]
            place = document["article"], claim["char_start"]
            if place in numbers:
                right = [equal("subject", {"subject": name}, gold, document) for name in numbers[place].names]
                found.append(replace(numbers[place], corpus=corpus.name, wanted=str(gold["subject"]), right=np.array(right)))
    return found


def figures_of_grammar(places: Places) -> list[Figure]:
    """The figures of `tests/transforms/whose_figures.csv`: short texts that each show one point of grammar."""
    cases = {str(n): case for n, case in enumerate(CASES)}
    claims, numbers = _weighed(articles_frame([{"id": article, "text": case[2]} for article, case in cases.items()]), places)
    found = []
    for article, (_, _, _, number, wanted) in cases.items():
        for claim in claims[article]:
            place = article, claim["char_start"]
            if claim["number_text"] == number and place in numbers:
                right = [name.casefold() == wanted.casefold() for name in numbers[place].names]
                found.append(replace(numbers[place], corpus="grammar", article=f"grammar {article}", wanted=wanted, right=np.array(right)))
    return found


def _weighed(articles: pl.DataFrame, places: Places) -> tuple[dict[str, list[dict]], dict[tuple[str, int], Figure]]:
    """Claims by article, and the figures with their candidates by article and offset: which are right is not told yet."""
    articles = articles.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias("article_no"))
    caught: dict = {}
    find = pipeline.find_subjects

    def spy(sentences, numbers, mentions, measures, attributions, roles):
        caught["all"] = weigh(sentences, numbers, mentions, measures, attributions, roles)
        caught["sentences"] = sentences
        return find(sentences, numbers, mentions, measures, attributions, roles)

    pipeline.find_subjects = spy
    try:
        reading = pipeline.read(articles)
    finally:
        pipeline.find_subjects = find
    figures, _, _, pairs = caught["all"]
    claims = defaultdict(list)
    for row in reading.claims.to_dicts():
        claims[row["article_id"]].append(row)
    names = dict(articles.select("article_no", "article_id").iter_rows())
    placed = figures.join(caught["sentences"].select("sentence_no", "char_start", "text"), on="sentence_no", how="left")
    metrics = {(row["article_id"], row["char_start"]): row["metric"] for rows in claims.values() for row in rows}
    candidates = pairs.with_columns(pl.col("name").cast(pl.String)).partition_by("number_no", as_dict=True)
    found = {}
    columns = "number_no", "article_no", "char_start", "start", "end", "text"
    for number_no, article_no, begin, start, end, text in placed.select(columns).iter_rows():
        rows = candidates.get((number_no,))
        if rows is not None:
            article, told = names[article_no], f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
            known, metric = rows["name"].cast(pl.String).fill_null("None").to_list(), metrics.get((article, begin + start), "")
            nothing = np.zeros(len(known), bool)
            found[article, begin + start] = Figure("", article, number_no, told, "", metric, known, nothing, _features(rows, places))
    return claims, found


def _features(candidates: pl.DataFrame, places: Places) -> np.ndarray:
    """One row a candidate: 1 for each code that it has, and its amounts."""
    features = np.zeros((candidates.height, len(places)))
    for n, row in enumerate(candidates.iter_rows(named=True)):
        for feature, values in VALUES.items():
            if row[feature] is not None:
                features[n, places[feature, values[row[feature]]]] = 1.0
        for feature in AMOUNTS:
            features[n, places[feature, ""]] = float(row[feature] or 0.0) / SCALES.get(feature, 1.0)
    return features


def fit(figures: list[Figure], prior: np.ndarray, penalty: float) -> np.ndarray:
    """Weights of greatest likelihood, each drawn to its prior by penalty/2 times the square of its distance."""
    usable = [f for f in figures if f.right.any()]
    features = np.vstack([f.features for f in usable])
    group = np.repeat(np.arange(len(usable)), [len(f.names) for f in usable])
    right = np.concatenate([f.right for f in usable]).astype(float)
    counts = counted(usable)

    def loss(weight: np.ndarray) -> tuple[float, np.ndarray]:
        score = features @ weight
        top = np.full(len(usable), -np.inf)
        np.maximum.at(top, group, score)
        raised = np.exp(score - top[group])
        every, hit = np.bincount(group, raised), np.bincount(group, raised * right)
        slope = features.T @ ((raised * right / hit[group] - raised / every[group]) * counts[group])
        away = weight - prior
        return -(counts * np.log(hit / every)).sum() + penalty * (away @ away) / 2, -slope + penalty * away

    return minimize(loss, prior.copy(), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def counted(figures: list[Figure]) -> np.ndarray:
    """How often each figure counts."""
    return np.array([next((times for name, times in COUNTS.items() if f.corpus.startswith(name)), 1.0) for f in figures])


def choose(figure: Figure, weight: np.ndarray, sources: list[int]) -> tuple[str, bool, float]:
    """The best candidate's name, whether it is right, and its share: candidates of one name stand together, a source's name counts less."""
    score = np.exp(figure.features @ weight)
    sums: dict[str, float] = defaultdict(float)
    source: dict[str, bool] = defaultdict(bool)
    right: dict[str, bool] = {}
    for n, name in enumerate(figure.names):
        sums[name] += score[n]
        source[name] |= bool(figure.features[n, sources].any())
        right[name] = bool(figure.right[n])
    shares = {name: total * (SOURCE if source[name] else 1.0) for name, total in sums.items()}
    best = max(shares, key=lambda name: shares[name])
    return best, right[best], shares[best] / sum(shares.values())


def sureness(judged: list["Judged"]) -> tuple[float, float]:
    """(odds, base): how sure a share makes, `1 / (1 + exp(-(base + odds * log(share / (1 - share)))))`, by maximum likelihood."""
    share = np.clip([share for _, _, _, share in judged], LEAST, 1 - LEAST)
    right, counts = np.array([right for _, _, right, _ in judged], float), counted([figure for figure, *_ in judged])
    known = np.column_stack([np.log(share / (1 - share)), np.ones(len(judged))])

    def loss(curve: np.ndarray) -> tuple[float, np.ndarray]:
        told = known @ curve
        return (counts * (np.logaddexp(0, told) - right * told)).sum(), known.T @ (counts * (1 / (1 + np.exp(-told)) - right))

    odds, base = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return float(odds), float(base)


Judged = tuple[Figure, str, bool, float]
"""A figure with what `choose` says of it."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of subjects.")
    parser.add_argument("--folder", type=Path, action="append", default=[], help="also fit to annotation files of your own")
    parser.add_argument("--penalty", type=float, default=1.0, help="how strongly weights are drawn to their priors")
    parser.add_argument("--present", action="store_true", help="draw the weights to what they are now rather than to their priors")
    parser.add_argument("--errors", action="store_true", help="list the figures whose subject is wrong when their article is left out")
    parser.add_argument("--write", action="store_true", help="write the weights to transforms/vocabulary/subject_weights.csv")
    arguments = parser.parse_args()
    table = weights()
    places = {(f, v): n for n, (f, v) in enumerate(table.select("feature", "value").iter_rows())}
    scale = np.array([SCALES.get(f, 1.0) for f in table["feature"]])
    prior = table["weight" if arguments.present else "prior"].to_numpy() * scale
    sources = [places["left", "source ahead"], places["left", "source behind"]]
    figures = [f for corpus in [*available(), *map(own_folder, arguments.folder)] for f in figures_of(corpus, places)]
    figures += figures_of_grammar(places)
    _report("weights as they are", [(f, *choose(f, table["weight"].to_numpy() * scale, sources)) for f in figures])
    articles = sorted({f.article for f in figures})
    fold = {article: n % FOLDS for n, article in enumerate(np.random.default_rng(0).permutation(articles))}
    unseen = []
    for part in range(FOLDS):
        weight = fit([f for f in figures if fold[f.article] != part], prior, arguments.penalty)
        unseen += [(f, *choose(f, weight, sources)) for f in figures if fold[f.article] == part]
    _report("article left out", unseen)
    odds, base = sureness([judged for judged in unseen if judged[0].corpus != "grammar"])
    print(f"how sure: odds {odds:.2f}, base {base:.2f}")
    if arguments.errors:
        for figure, name, right, _ in unseen:
            if not right:
                reach = "" if figure.right.any() else " (no candidate)"
                told = f"{name!r}, not {figure.wanted!r}{reach} | {figure.metric} | {figure.text[:300]}"
                print(f"{figure.corpus[:5]} {figure.article[:20]}: {told}")
    weight = fit(figures, prior, arguments.penalty)
    _report("fitted to all", [(f, *choose(f, weight, sources)) for f in figures])
    if arguments.write:
        path = Path(vocabulary.__file__).parent / "subject_weights.csv"
        kept = table.with_columns(weight=pl.Series(np.round(weight / scale, 2))).filter(
            (pl.col("weight") != 0) | (pl.col("prior") != 0) | pl.col("feature").is_in(AMOUNTS)
        )
        sure = pl.DataFrame({"feature": "sure", "value": ["odds", "base"], "weight": [round(odds, 2), round(base, 2)], "prior": [1.0, 0.0]})
        told = pl.concat([kept.select("feature", pl.col("value").replace("", None), "weight", "prior"), sure], how="vertical_relaxed")
        told.write_csv(path)


def _report(title: str, judged: list[Judged]) -> None:
    rows = pl.DataFrame(
        [(f.corpus, right, bool(f.right.any())) for f, _, right, _ in judged], schema=["corpus", "right", "reachable"], orient="row"
    )
    told = rows.group_by("corpus", maintain_order=True).agg(pl.len().alias("figures"), pl.col("right", "reachable").mean().round(3))
    print(title, rows.select(pl.col("right").mean().round(3)).item(), *told.iter_rows(), sep="\n  ")


if __name__ == "__main__":
    main()
