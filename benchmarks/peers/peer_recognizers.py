"""Recognizers-Text, Chinese: its currency, dimension and percentage models, one after the other."""

from __future__ import annotations

from feeding import Finder, by_line, serve


def load() -> dict[str, Finder]:
    # the package also installs `recognizers_*`, which its current release leaves without their base: `ms_*` is whole
    from ms_recognizers_number.number.number_recognizer import NumberRecognizer
    from ms_recognizers_number_with_unit.number_with_unit.number_with_unit_recognizer import NumberWithUnitRecognizer
    from ms_recognizers_text.culture import Culture

    units = NumberWithUnitRecognizer(Culture.Chinese)
    models = [
        units.get_currency_model(),
        units.get_dimension_model(),
        NumberRecognizer(Culture.Chinese).get_percentage_model(),
    ]

    def find(text: str) -> int:
        return sum(len(model.parse(text)) for model in models)

    return {"whole report": find, "line by line": by_line(find)}


if __name__ == "__main__":
    serve("ms-recognizers-text-suite", load)
