"""How well two characters hold together: what tells that a run of them is cut inside a word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Bonds"]

Codes = npt.NDArray[np.uint16]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: pairs that are said less often say nothing
_LEAST = 3


class Bonds:
    """How much more often a pair of characters is said than the two would meet by chance, as a natural logarithm.

    Parameters
    ----------
    codes : array of numbers
        Characters, as `govreport.words.phrases.Characters` has them; what is not above `last` breaks.
    last : int
    at_once : int
        Places that are looked at together.

    Attributes
    ----------
    opens, closes : array of float
        Of each character in how many of its places it stands behind what breaks, or before it, as a share.

    Examples
    --------
    >>> bonds = Bonds(np.array([7, 8, 9, 7, 8, 0, 7, 8], dtype=np.uint16), last=1, at_once=4)
    >>> bonds.of(np.array([7, 8]), np.array([8, 9])).round(2).tolist()
    [0.85, -inf]
    """

    def __init__(self, codes: Codes, last: int, at_once: int) -> None:
        single, opening, closing = np.zeros((3, 1 << 16), dtype=np.int64)
        keys, said = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        for at in range(0, len(codes), at_once):
            piece = codes[at : at + at_once + 1].astype(np.int64)
            single += np.bincount(piece[:at_once], minlength=1 << 16)
            first, second = piece[:-1], piece[1:]
            opening += np.bincount(second[first <= last], minlength=1 << 16)
            closing += np.bincount(first[second <= last], minlength=1 << 16)
            whole = (first > last) & (second > last)
            own, counts = np.unique(first[whole] << 16 | second[whole], return_counts=True)
            keys, back = np.unique(np.concatenate([keys, own]), return_inverse=True)
            said = np.bincount(back, weights=np.concatenate([said, counts]), minlength=len(keys)).astype(np.int64)
        self.opens, self.closes = (some / np.maximum(single, 1) for some in (opening, closing))
        often = said >= _LEAST
        self._keys = keys[often]
        met = single[self._keys >> 16].astype(float) * single[self._keys & 0xFFFF]
        self._bonds: Floats = np.log(said[often] * float(single[last + 1 :].sum()) / met)

    def of(self, first: Ints, second: Ints) -> Floats:
        """Return the bond of each pair, -inf where it is seldom or never said.

        Parameters
        ----------
        first, second : array of int

        Returns
        -------
        array of float
        """
        wanted = first << 16 | second
        if not len(self._keys):
            return np.full(len(wanted), -np.inf)
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        return np.where(self._keys[place] == wanted, self._bonds[place], -np.inf)
