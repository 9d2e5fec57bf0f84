"""Many words counted at once in texts of numbers: a trie, walked from a stretch of places at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Trie"]

Ints = npt.NDArray[np.int64]
Nodes = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint16]


class Trie:
    """Words, and what they begin with, as the nodes of a tree.

    Parameters
    ----------
    words : array of uint16, (words, characters)
        A row for each, filled up with zeros.
    endings : bool, default False
        Count what the words end with too: the whole but its first character, its first two characters …

    Attributes
    ----------
    ends : list of array of int32, (words,)
        The node of each whole word; with `endings` also of what is left of it without its first character, and so on
        (0 where nothing is left).
    beginnings : list of array of int32, (words,)
        The node of the first character of each word, of its first two, and so on; 0 where it is shorter.

    Examples
    --------
    >>> words = np.array([[3, 4, 0], [3, 4, 5]], dtype=np.uint16)
    >>> trie = Trie(words)
    >>> trie.count(np.array([3, 4, 5, 3, 4, 0], dtype=np.uint16), 0, 6)[trie.ends[0]].tolist()
    [2, 1]
    """

    def __init__(self, words: Codes, *, endings: bool = False) -> None:
        many, longest = words.shape
        firsts = range(longest) if endings else range(1)
        self.ends = [np.zeros(many, dtype=np.int32) for _ in firsts]
        self.beginnings: list[Nodes] = []
        self._keys: list[Ints] = []  # of each depth, ordered: the node above and the character
        self._nodes = 0
        for depth in range(longest):
            before, self._above = self._nodes, self._nodes - (len(self._keys[-1]) if self._keys else 0)
            rows = {first: np.flatnonzero(words[:, first + depth]) for first in firsts if first + depth < longest}
            keys = [
                (self.ends[first][own] - self._above).astype(np.int64) << 16 | words[own, first + depth]
                for first, own in rows.items()
            ]
            self._keys.append(np.unique(np.concatenate(keys)))
            for (first, own), key in zip(rows.items(), keys, strict=True):
                self.ends[first][own] = before + np.searchsorted(self._keys[-1], key)
            self.beginnings.append(np.where(words[:, depth] > 0, self.ends[0], 0).astype(np.int32))
            self._nodes += len(self._keys[-1])

    def __len__(self) -> int:
        return self._nodes

    def count(self, codes: Codes, start: int, stop: int) -> Ints:
        """Return how often each node is reached from the places of a stretch; behind the last word stands a zero.

        Parameters
        ----------
        codes : array of uint16
            The text, which may go on behind the stretch; 0 is in no word.
        start, stop : int

        Returns
        -------
        array of int64, (nodes,)
        """
        counts = np.zeros(self._nodes, dtype=np.int64)
        places, node, first = np.arange(start, stop), np.zeros(stop - start, dtype=np.int64), 0
        for depth, keys in enumerate(self._keys):
            if not len(places) or not len(keys):
                break
            key = node << 16 | codes[places + depth]
            node = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
            there = keys[node] == key
            places, node = places[there], node[there]
            counts[first : first + len(keys)] = np.bincount(node, minlength=len(keys))
            first += len(keys)
        return counts
