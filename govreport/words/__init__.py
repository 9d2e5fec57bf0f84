"""What the words of reports say: concepts counted, wording that comes and goes, always with the sentences behind it."""

from govreport.words.alignment import Sentences, sentences
from govreport.words.promised import Promises, promises
from govreport.words.proper import Part, Proper, Sentence, proper

__all__ = ["Part", "Promises", "Proper", "Sentence", "Sentences", "promises", "proper", "sentences"]
