"""What the words of reports say: concepts counted, wording that comes and goes, always with the sentences behind it."""

from govreport.words.concept_files import concepts
from govreport.words.concepts import Concept, Concepts, Term
from govreport.words.proper import Part, Proper, Sentence, proper
from govreport.words.terms import Terms, terms

__all__ = ["Concept", "Concepts", "Part", "Proper", "Sentence", "Term", "Terms", "concepts", "proper", "terms"]
