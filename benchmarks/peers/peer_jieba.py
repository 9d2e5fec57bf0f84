"""jieba: words with their part of speech; the words tagged as numerals are counted as found."""

from __future__ import annotations

from feeding import Finder, by_line, serve


def load() -> dict[str, Finder]:
    import jieba
    from jieba import posseg

    jieba.setLogLevel("ERROR")
    jieba.initialize()

    def find(text: str) -> int:
        return sum(word.flag == "m" for word in posseg.cut(text))

    return {"whole report": find, "line by line": by_line(find)}


if __name__ == "__main__":
    serve("jieba", load)
