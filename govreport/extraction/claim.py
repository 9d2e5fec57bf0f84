"""What passes between the steps of the extractor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from govreport import grammar
from govreport.extraction.scan import Quantity
from govreport.model import Measure

__all__ = ["AGAIN", "Claim", "Memory", "Naming", "Window"]

#: how many answers are kept of what is asked by words alone: only a text that repeats itself asks again
AGAIN = 64


@dataclass(slots=True)
class Window:
    """A quantity and the words around it.

    Attributes
    ----------
    quantity : Quantity
    left, right : str
        Up to the next break or quantity.
    ahead : str
        What follows up to the next break, over further quantities; "" where none follows.
    gap : str
        All since the quantity before.
    said : str
        The clauses of the sentence before this one.
    then : str
        The clause behind this one, with its comma; "" where another break ends this one.
    clause_end : int
        Where the clause ends.
    touching : bool
        No break stands between this quantity and the one before.
    run : int
        How many quantities stand in a row from here on, with nothing but joints between.
    mixed : bool
        They count different things: `3000户、4800人`.
    """

    quantity: Quantity
    left: str
    right: str
    ahead: str
    gap: str
    said: str
    touching: bool
    run: int
    mixed: bool = False
    then: str = ""
    clause_end: int = 0

    def leave_out(self, numbers: list[str]) -> None:
        """Read the clause as if it did not say among how many something ranks."""
        several = re.compile(rf"(?<![\d.]){grammar.literals(numbers)}")
        for part in ("left", "right", "ahead", "gap", "said"):
            setattr(self, part, several.sub("", getattr(self, part)))


@dataclass(slots=True)
class Claim:
    """One quantity with its subjects and what it says of them.

    Attributes
    ----------
    behind : bool
        What it counts or measures stands behind it.
    chained : bool
        What it counts is told by a further count behind it.
    row : list of str
        The names of all values of its row.
    """

    quantity: Quantity
    window: Window
    unit: str
    names: list[str] = field(default_factory=list)
    measure: Measure = "level"
    sign: int = 1
    reached: bool = False
    base: bool = False
    flow: bool = False
    each_year: bool = False
    goal: bool = False
    of_which: bool = False
    acted: bool = False
    behind: bool = False
    chained: bool = False
    basis: str | None = None
    territory: str = ""
    row: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    def found_behind(self) -> None:
        """Note that what is counted stands behind the number."""
        self.behind = True
        self.rules.append("subject.behind")

    @property
    def left(self) -> str:
        """What stands before the quantity in its clause."""
        return self.window.left


@dataclass(slots=True)
class Memory:
    """What a sentence has spoken of so far."""

    subjects: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    reason: str = ""
    heads: list[str] = field(default_factory=list)
    verb: str = ""
    topic: str = ""
    output: str = ""
    territory: str = ""

    def speak_of(self, names: list[str], topic: str) -> None:
        """Make `names` what the next clauses carry over."""
        self.before, self.subjects, self.topic = self.subjects, names, topic


@dataclass(slots=True)
class Naming:
    """A claim whose subject is being found, and what the sentence said before it.

    Attributes
    ----------
    claim : Claim
    memory : Memory
    claims : list of Claim
        Those before it in the sentence.
    together : str
        The word that gives the number to several subjects, `均` or `分别`; else "".
    rest : str
        What stands behind the number.
    moved : bool
        The number is a rise, a fall or a level that was reached.
    listed : bool
        The clause is a further item of a list.
    """

    claim: Claim
    memory: Memory
    claims: list[Claim]
    together: str = ""
    rest: str = ""
    moved: bool = False
    listed: bool = False

    @property
    def run(self) -> int:
        """How many numbers stand in its row."""
        return self.claim.window.run

    def take(self, names: list[str], rule: str) -> bool:
        """Give the first of several names to this number, and keep the others for those in its row."""
        if self.run > 1:
            self.claim.names, self.memory.pending = names[:1], names[1:]
        else:
            self.claim.names = names
        self.claim.rules.append(rule)
        return True
