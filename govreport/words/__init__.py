"""What the words of reports say: concepts counted, wording that comes and goes, always with the sentences behind it."""

from govreport.words.proper import Part, Proper, Sentence, proper

__all__ = ["Part", "Proper", "Sentence", "proper"]
