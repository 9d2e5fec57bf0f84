"""The files that pages are made of: styles, scripts and templates of `data/page`."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from govreport import tables

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_DIRECTORY = tables.data_file("page")


@cache
def asset(name: str) -> str:
    """Return the text of a file.

    Examples
    --------
    >>> ":root" in asset("page.css")
    True
    """
    return (_DIRECTORY / name).read_text("utf-8").strip()


@cache
def template(name: str) -> Template:
    """Return a template that escapes all it is given.

    Examples
    --------
    >>> template("page.html.jinja").environment.autoescape
    True
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(asset(name))


def safe(text: str) -> Markup:
    """Mark what this library wrote itself; nothing of a report may come here."""
    from markupsafe import Markup

    return Markup(text)


def script_hash(script: str) -> str:
    """Return what a page's security policy names a script by.

    Examples
    --------
    >>> script_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
