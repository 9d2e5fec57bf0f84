"""The files of a store: the manifest, the batches just read, the years, the vocabularies."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from govreport.errors import GovReportError, InputError
from govreport.indicators import Vocabulary
from govreport.panel.schema import COLUMNS, EVIDENCE
from govreport.store.packages import arrow, headed, locks, table_in
from govreport.store.records import FIELDS, KINDS, LATER, WHOLE, Record, framed, from_rows
from govreport.writing import replacing, write_text

__all__ = ["Folder", "Manifest", "digest_of", "is_store", "schema"]

FORMAT = "govreport-store"
VERSION = 1
_MANIFEST = "store.json"
_KEY = b"govreport"
#: numbers of batches and generations stand in names of files with so many digits
_MOST = 999_999_999
#: rows of a group, which is read whole
_IN_GROUP = 2_500
#: drafts that a kill left behind, as `govreport.writing` names them
_DRAFT = re.compile(r"\.[0-9a-f]{12}\.")
_HINT = "delete it: the next update reads its reports again"
#: seconds that a writer waits for another to put its batch down
_PATIENCE = 600


def schema() -> Any:
    """Return the columns of the files of rows: number of the report, place of the row in it, the row, its evidence.

    Returns
    -------
    pyarrow.Schema

    Examples
    --------
    >>> schema().names[:3]
    ['report', 'row', 'region']
    """
    pa = arrow()
    kinds = {"str": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    rows = [(column, kinds[kind]) for column, kind in (*COLUMNS.items(), *EVIDENCE.items())]
    return pa.schema([("report", pa.int64()), ("row", pa.int32()), *rows])


def _listed() -> Any:
    """The columns of the file of the records."""
    pa = arrow()
    kinds = {"str": pa.string(), "int": pa.int64()}
    return pa.schema([(name, kinds[Record.__annotations__[name]]) for name in FIELDS])


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which files make up the store beside the batches just read.

    Attributes
    ----------
    generation : int
        How often batches were put to the years.
    absorbed : int
        The last batch that was.
    reports : str
        The file of the records; "" where there is none yet.
    vocabulary : str
        Digest of the vocabulary of the last update; "" for the packaged one.
    """

    generation: int = 0
    absorbed: int = 0
    reports: str = ""
    vocabulary: str = ""


def is_store(path: str | os.PathLike[str]) -> bool:
    """Say whether a folder is a store.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    bool

    Examples
    --------
    >>> is_store("nowhere")
    False
    """
    return os.path.isfile(Path(path) / _MANIFEST)


class Folder:
    """The files of a store; every one is written whole or not at all.

    Parameters
    ----------
    path : pathlib.Path

    Examples
    --------
    >>> Folder(Path("nowhere")).exists()
    False
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Say whether there is a store, empty or not; raise where there is something else."""
        if is_store(self.path):
            return True
        try:
            if self.path.is_dir() and all(_before_manifest(one.name) for one in self.path.iterdir()):
                return False
        except OSError as problem:
            raise _unopened(self.path, problem) from problem
        if is_store(self.path):  # another writer made it meanwhile
            return True
        if os.path.lexists(self.path):
            found = "a folder of other files" if self.path.is_dir() else "a file"
            raise InputError(
                "this is no store", where=str(self.path), expected="a folder that update made", found=found
            )
        return False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other writers out, on this machine and on others that have the same disk."""
        filelock = locks()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self.path / "lock", timeout=_PATIENCE):
                yield
        except filelock.Timeout as problem:
            expected = f"it to be free within {_PATIENCE} seconds"
            raise InputError(
                "another process writes to this store", where=str(self.path), expected=expected
            ) from problem
        except OSError as problem:
            found = problem.strerror or str(problem)
            raise InputError("cannot write here", where=str(self.path), found=found) from problem

    # -- the manifest and the records ----------------------------------------------------------------

    def manifest(self) -> Manifest:
        """Return the manifest, an empty one where there is no store yet."""
        if not self.exists():
            return Manifest()
        where = str(self.path / _MANIFEST)
        try:
            data = json.loads((self.path / _MANIFEST).read_text("utf-8"))
        except OSError as problem:
            raise _unopened(self.path / _MANIFEST, problem) from problem
        except (ValueError, RecursionError) as problem:
            raise InputError("this is no store: its manifest is damaged", where=where) from problem
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise InputError("this is no store: its manifest is another's", where=where)
        version = data.pop("version", None)
        if type(version) is int and version > VERSION:
            raise InputError(
                "written by a newer govreport", where=where, expected=f"version {VERSION}", found=str(version)
            )
        kinds = {"generation": int, "absorbed": int, "reports": str, "vocabulary": str}
        typed = version == VERSION and {name: type(value) for name, value in data.items()} == kinds
        if not typed or not all(0 <= data[name] <= _MOST for name in ("generation", "absorbed")):
            raise InputError("this is no store: its manifest is damaged", where=where, found=repr(data))
        if {os.sep, "/", "\\"} & set(data["reports"] + data["vocabulary"]):
            raise InputError("this is no store: its manifest names files elsewhere", where=where)
        return Manifest(**data)

    def write_manifest(self, manifest: Manifest) -> None:
        """Put a manifest in the place of the one that is there."""
        own = {name: getattr(manifest, name) for name in Manifest.__slots__}
        data = {"format": FORMAT, "version": VERSION, **own}
        write_text(self.path / _MANIFEST, json.dumps(data, indent=1) + "\n")

    def read_records(self, manifest: Manifest) -> pd.DataFrame:
        """Return the records of the years, as `framed` does."""
        if not manifest.reports:
            return framed([])
        path = self.path / manifest.reports
        with self.reading(path, "the list of the reports is there"):
            table = table_in(path)
            for name in LATER.keys() - table.schema.names:
                table = table.append_column(_listed().field(name), [[LATER[name]] * len(table)])
            if not table.schema.equals(_listed()) or any(column.null_count for column in table.columns):
                raise ValueError("other columns")
            frame: pd.DataFrame = table.to_pandas()
        if not frame["kind"].isin(KINDS).all():
            raise InputError("the list of reports is damaged", where=str(path), found="unknown kinds")
        wrong = next((name for name, most in WHOLE.items() if not frame[name].between(0, most).all()), None)
        if wrong:
            raise InputError("the list of reports is damaged", where=str(path), found=f"{wrong} out of all measure")
        return frame

    def write_records(self, name: str, frame: pd.DataFrame) -> None:
        """Write the records of the years."""
        table = arrow().Table.from_pandas(frame, _listed(), preserve_index=False)
        self.write_table(name, table.replace_schema_metadata(None))

    # -- files of rows -------------------------------------------------------------------------------

    def write_table(self, name: str, table: Any, groups: Sequence[int] | None = None) -> None:
        """Write a table as a file of the store, in groups of rows as long as is said, which are known elsewhere."""
        path = self.path / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise InputError("cannot write here", where=str(path), found=problem.strerror or str(problem)) from problem
        with replacing(path) as draft:
            options = {"compression": "zstd", "write_page_checksum": True}
            if groups is None:
                arrow().parquet.write_table(table, draft, row_group_size=_IN_GROUP, **options)
                return
            with arrow().parquet.ParquetWriter(draft, table.schema, write_statistics=False, **options) as file:
                begin = 0
                for many in groups:
                    file.write_table(table.slice(begin, many), many)
                    begin += many

    def batches(self, after: int) -> list[tuple[int, str]]:
        """Return the batches just read, the oldest first: number and name."""
        try:
            names = [one.name for one in (self.path / "fresh").iterdir() if re.fullmatch(r"\d{9}\.parquet", one.name)]
        except FileNotFoundError:
            return []
        return sorted((int(name[:9]), f"fresh/{name}") for name in names if int(name[:9]) > after)

    def write_batch(self, number: int, table: Any, records: Sequence[Record]) -> None:
        """Write what was just read: the rows, and the records beside them."""
        said = json.dumps([record.to_dict() for record in records], ensure_ascii=False)
        self.write_table(f"fresh/{number:09}.parquet", table.replace_schema_metadata({_KEY: said.encode()}))

    def batch_records(self, name: str) -> list[Record]:
        """Return the records of a batch, with its file as that of their rows unless they say another."""
        path = self.path / name
        with self.reading(path, "a batch of reports"):
            metadata = headed(path)[1].metadata or {}
            rows = json.loads(metadata[_KEY])
        if not isinstance(rows, list):
            raise InputError("the list of reports is damaged", where=str(path), hint=_HINT)
        records = from_rows(rows, str(path))
        return [replace(one, file=name) if one.kind == "read" and not one.file else one for one in records]

    def rows(self, name: str) -> Any:
        """Return all rows of a file."""
        path = self.path / name
        with self.reading(path, "rows of reports"):
            table = table_in(path)
            if table.schema.names != schema().names:
                raise ValueError("other columns")
            return table.replace_schema_metadata(None)

    def whole(self, name: str) -> bool:
        """Say whether a file is there and begins and ends as it should."""
        try:
            return bool(headed(self.path / name)[1].names == schema().names)
        except (OSError, ValueError, KeyError):
            return False

    @contextmanager
    def reading(self, path: Path, what: str) -> Iterator[None]:
        """Raise one error of ours for what a damaged file may raise; a missing one stays `FileNotFoundError`."""
        try:
            yield
        except (FileNotFoundError, GovReportError):
            raise
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as problem:
            found = str(problem).split("\n")[0][:200] or type(problem).__name__
            raise InputError(
                "the file is damaged", where=str(path), expected=what, found=found, hint=_HINT
            ) from problem

    def clear(self, keep: set[str], absorbed: int) -> None:
        """Delete what belongs to no store any more, drafts of writers that were killed too; only under the lock."""
        kept = {self.path / name for name in keep}
        old = [path for path in self.path.glob("year=*/*.parquet") if path not in kept]
        old += [path for path in self.path.glob("reports-*.parquet") if path not in kept]
        old += [path for path in self.path.glob("index/*.parquet") if path not in kept]
        old += [
            path for path in self.path.glob("fresh/*.parquet") if path.stem.isdigit() and int(path.stem) <= absorbed
        ]
        for path in (*self.path.glob(".*"), *self.path.glob("*/.*")):
            if _DRAFT.match(path.name) and path.is_file():
                old.append(path)
        for path in old:
            with suppress(OSError):
                path.unlink()

    # -- vocabularies --------------------------------------------------------------------------------

    def vocabulary(self, digest: str) -> Vocabulary:
        """Return a vocabulary that reports were read with."""
        path = self.path / "vocabularies" / f"{digest}.json.gz"
        try:
            data = json.loads(gzip.decompress(path.read_bytes()))
            return Vocabulary.from_dict(data)
        except OSError as problem:
            raise _unopened(path, problem) from problem
        except (ValueError, EOFError, zlib.error, RecursionError, GovReportError) as problem:
            raise InputError("the vocabulary of the store is damaged", where=str(path), found=str(problem)) from None

    def prepare(self, digest: str, vocabulary: Vocabulary) -> None:
        """Make a store of an empty folder, and keep the vocabulary it is read with now; only under the lock."""
        path = self.path / "vocabularies" / f"{digest}.json.gz"
        if digest and not path.is_file():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise _unopened(path, problem) from problem
            with replacing(path) as draft:
                draft.write_bytes(gzip.compress(_said(vocabulary).encode(), mtime=0))
        manifest = self.manifest()
        if not self.exists() or manifest.vocabulary != digest:
            self.write_manifest(replace(manifest, vocabulary=digest))


def _before_manifest(name: str) -> bool:
    """Whether a file may be there when a writer was killed, or another is at work, before there was a manifest."""
    return name in ("lock", "vocabularies") or _DRAFT.match(name) is not None


def _unopened(path: Path, problem: OSError) -> InputError:
    return InputError("cannot be opened", where=str(path), found=problem.strerror or str(problem))


def _said(vocabulary: Vocabulary) -> str:
    return json.dumps(vocabulary.to_dict(), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=8)
def digest_of(vocabulary: Vocabulary) -> str:
    """Return a digest of all that a vocabulary holds.

    Parameters
    ----------
    vocabulary : Vocabulary

    Returns
    -------
    str

    Examples
    --------
    >>> from govreport.indicators import vocabulary
    >>> digest_of(vocabulary()) == digest_of(vocabulary())
    True
    """
    return hashlib.blake2b(_said(vocabulary).encode(), digest_size=12).hexdigest()
