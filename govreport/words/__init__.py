"""What the words of reports say: concepts counted, wording that comes and goes, always with the sentences behind it."""

from govreport.words.alignment import Sentences, sentences
from govreport.words.changes import Wording, wording
from govreport.words.concept import Concept, Concepts, Term
from govreport.words.concept_files import concepts
from govreport.words.counts import Terms, terms
from govreport.words.promised import Promises, promises
from govreport.words.proper import Part, Proper, Sentence, proper

__all__ = [
    "Concept",
    "Concepts",
    "Part",
    "Promises",
    "Proper",
    "Sentence",
    "Sentences",
    "Term",
    "Terms",
    "Wording",
    "concepts",
    "promises",
    "proper",
    "sentences",
    "terms",
    "wording",
]
