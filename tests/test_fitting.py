"""Fitting the weights of subjects: every feature has a weight, and the likelihood moves weights as far as their penalty lets them."""

import numpy as np

from tests.accuracy.fitting import Figure, choose, fit, sureness, weights
from transforms.reading.subject_candidates import AMOUNTS, VALUES


def figure(right: int, *candidates: tuple[str, list[float]]) -> Figure:
    names = [name for name, _ in candidates]
    told = np.array([name == names[right] for name in names])
    return Figure("practice", "a", 0, "", "", "", names, told, np.array([features for _, features in candidates]))


def test_every_value_of_every_feature_has_a_weight_and_a_prior():
    table = weights()
    assert table.height == sum(len(values) for values in VALUES.values()) + len(AMOUNTS)
    assert table.select("weight", "prior").null_count().sum_horizontal().item() == 0


def test_the_feature_of_right_candidates_gains_and_the_other_loses():
    figures = [figure(0, ("Korvane", [1.0, 0.0]), ("Axom", [0.0, 1.0]))] * 4
    weight = fit(figures, np.zeros(2), penalty=1.0)
    assert weight[0] > 0 > weight[1]


def test_a_strong_penalty_keeps_the_weights_where_they_were():
    figures = [figure(0, ("Korvane", [1.0, 0.0]), ("Axom", [0.0, 1.0]))] * 4
    free, held = (fit(figures, np.zeros(2), penalty) for penalty in (0.1, 1000.0))
    assert abs(held).max() < 0.01 < abs(free).max()


def test_candidates_of_one_name_stand_together():
    several = figure(1, ("Axom", [1.0, 0.0]), ("Korvane", [0.8, 0.0]), ("Korvane", [0.8, 0.0]))
    name, right, share = choose(several, np.array([1.0, 0.0]), [])
    assert (name, right) == ("Korvane", True)
    assert 0.6 < share < 0.7


def test_shares_that_are_right_less_often_than_they_say_make_less_sure():
    one = figure(0, ("Korvane", [1.0, 0.0]), ("Axom", [0.0, 1.0]))
    judged = [(one, "Korvane", right, 0.9) for right in (True, True, True, False)] + [
        (one, "Korvane", right, 0.3) for right in (True, False)
    ]
    odds, base = sureness(judged)
    told = {share: 1 / (1 + np.exp(-(base + odds * np.log(share / (1 - share))))) for share in (0.9, 0.3)}
    assert 0.7 < told[0.9] < 0.8
    assert 0.4 < told[0.3] < 0.6
