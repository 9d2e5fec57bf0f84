"""What a vocabulary lists: its ids, their order, their units and their wordings."""

from __future__ import annotations

from govreport.asked import methods_called_right
from govreport.indicators.composing import Composer
from govreport.indicators.entries import DOMAINS, Entry, Holder
from govreport.indicators.finding import Places
from govreport.indicators.wordings import Alias

__all__ = ["Listing"]


@methods_called_right
class Listing(Holder):
    """The listing of a vocabulary."""

    __slots__ = ()

    _aliases: tuple[Alias, ...]
    _composer: Composer | None
    _entries: dict[str, Entry]
    _order: dict[str, int]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in the order of the file."""
        return tuple(self._entries)

    @property
    def order(self) -> dict[str, int]:
        """The place of every id in the file; what is composed comes behind them, in no order of its own."""
        return Places(self._order)

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains, in the order of the file; behind them those that only a composed indicator can be of."""
        listed = (entry.indicator.domain for entry in self._entries.values())
        return tuple(dict.fromkeys((*listed, *(DOMAINS if self._composer is not None else ()))))

    def accepts(self, id: str) -> tuple[str, ...]:
        """Return the other units that count the same thing and convert one to one.

        Parameters
        ----------
        id : str
            An indicator.

        Returns
        -------
        tuple of str
            Without scale; "" stands for a number without a classifier.

        Raises
        ------
        UnknownIdError
            When there is no such indicator.

        Examples
        --------
        >>> from govreport import vocabulary
        >>> vocabulary().accepts("high_tech_enterprises")
        ('', '户', '个')
        """
        return self._entry(id).accepts

    def aliases(self, id: str) -> tuple[str, ...]:
        """Return the wordings and patterns of an indicator.

        Parameters
        ----------
        id : str
            An indicator.

        Returns
        -------
        tuple of str
            As they stand in the files: `(a|b)` is a choice, `[a|b]` one that may be left out.

        Raises
        ------
        UnknownIdError
            When there is no such indicator.

        Examples
        --------
        >>> from govreport import vocabulary
        >>> "国民经济" in vocabulary().aliases("gdp")
        True
        """
        self._entry(id)
        return tuple(alias.text for alias in self._aliases if alias.id == id)
