"""What stands for reading in `scale.py`: rows of reports that were read, under another name; a module, for workers."""

from __future__ import annotations

import pickle
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import govreport as gr
from govreport.panel.schema import COLUMNS
from govreport.panel.working import Done, Task, done
from govreport.text import Source

__all__ = ["Copies", "pack"]


def pack(texts: list[tuple[str, int, str]], path: Path) -> None:
    """Read reports (region, year and text) and keep their rows in a file."""
    read = []
    for region, year, text in texts:
        report = gr.report_from_text(text, region=region, year=year)
        read.append(done(report, gr.normalize(report, gr.extract(report))))
    path.write_bytes(pickle.dumps(read, pickle.HIGHEST_PROTOCOL))


@lru_cache(maxsize=1)
def _packed(path: Path) -> list[Done]:
    return list(pickle.loads(path.read_bytes()))


@dataclass(frozen=True)
class Copies:
    """The job of a worker: of a file called `region_year.txt` rows of one of the reports, all figures scaled alike."""

    path: Path

    def __call__(self, task: Task) -> Done:
        assert isinstance(task, Source)
        region, _, year = task.path.stem.rpartition("_")
        chance = random.Random(task.name)
        was = chance.choice(_packed(self.path))
        names = {"region": region, "region_code": gr.region(region).code, "year": int(year), "source": task.label}
        factor = chance.uniform(0.9, 1.1)
        rows = [_renamed(dict(zip(COLUMNS, row, strict=True)), names, was, factor) for row in was.rows]
        digest = blake2b(task.name.encode(), digest_size=12).hexdigest()
        return Done(rows, was.evidence, replace(was.note, digest=digest, **names))


def _renamed(row: dict[str, Any], names: Mapping[str, Any], was: Done, factor: float) -> tuple[Any, ...]:
    if row["region"] == was.note.region:
        row |= {"region": names["region"], "region_code": names["region_code"]}
    row |= {name: row[name] + names["year"] - was.note.year for name in ("period_start", "period_end")}
    row |= {name: row[name] * factor for name in ("value", "low", "high")}
    row |= {f"report_{name}": names[name] for name in ("region", "region_code", "year")}
    row |= {"source": names["source"], "sentence": row["sentence"].replace(was.note.region, names["region"])}
    return tuple(row[name] for name in COLUMNS)
