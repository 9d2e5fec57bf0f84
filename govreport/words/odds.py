"""How much more a phrase belongs to one side than to the other: log-odds with an informative Dirichlet prior.

Monroe, Colaresi and Quinn 2008, "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content
of Political Conflict", Political Analysis 16 (4), equations 15, 16, 19 and 22.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["log_odds"]

Floats = npt.NDArray[np.float64]


def log_odds(
    first: npt.ArrayLike, second: npt.ArrayLike, background: npt.ArrayLike, sizes: tuple[float, float, float]
) -> tuple[Floats, Floats]:
    """Return the log-odds of phrases on the second side against the first, and their z-scores.

    Parameters
    ----------
    first, second : array of numbers
        How often each side says each phrase.
    background : array of numbers
        How often all texts together do.
    sizes : (float, float, float)
        How long the two sides and the background are.

    Returns
    -------
    (ndarray, ndarray)
        Above 0 where the second side says it more. The prior is a text like the background of a tenth of the length of
        the shorter side: so a phrase must be said some times before its odds are far from even.

    Examples
    --------
    >>> odds, z = log_odds([0, 20, 5], [10, 8, 5], [10, 200, 50], (10_000, 10_000, 100_000))
    >>> z.round(1).tolist()
    [1.5, -2.1, 0.0]
    """
    a, b, all_ = (np.asarray(one, dtype=float) for one in (first, second, background))
    n_a, n_b, n_all = sizes
    weight = 0.1 * min(n_a, n_b)
    prior = np.maximum(all_ / n_all * weight, 0.01)
    own_a, own_b = a + prior, b + prior
    odds = np.log(own_b / (n_b + weight - own_b)) - np.log(own_a / (n_a + weight - own_a))
    return odds, odds / np.sqrt(1 / own_a + 1 / own_b)
