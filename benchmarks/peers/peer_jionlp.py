"""jionlp: amounts of money, found and read as numbers."""

from __future__ import annotations

from feeding import Finder, by_line, serve


def load() -> dict[str, Finder]:
    import jionlp

    def find(text: str) -> int:
        return len(jionlp.ner.extract_money(text, with_parsing=True))

    return {"whole report": find, "line by line": by_line(find)}


if __name__ == "__main__":
    serve("jionlp", load)
