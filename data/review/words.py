"""The words of the review: roles and what each may do, variables, lanes, kinds of samples."""

from __future__ import annotations

from enum import StrEnum

from data.vocab import Access, Function, Gender, Genre, GrowthAnswer, Occupation, Scope


class Role(StrEnum):
    REVIEWER = "reviewer"
    SECOND_READER = "second_reader"
    EDITOR = "editor"
    DELEGATE = "delegate"


class Right(StrEnum):
    """What a role may do beyond reading."""

    DECIDE = "decide"  # labels, comments, flags
    SETTLE = "settle"  # where two disagree; undo what others decided
    SIGN = "sign"  # findings and editions


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.REVIEWER: frozenset({Right.DECIDE}),
    Role.SECOND_READER: frozenset({Right.DECIDE}),
    Role.EDITOR: frozenset({Right.DECIDE, Right.SETTLE, Right.SIGN}),
    # the delegation answers for what is said aloud, and never touches a label
    Role.DELEGATE: frozenset({Right.SIGN}),
}


class SampleKind(StrEnum):
    """RANDOM is drawn with known probabilities and feeds the estimators; the others never do."""

    RANDOM = "random"
    UNCERTAIN = "uncertain"
    CHOSEN = "chosen"  # named by somebody, or opened from a figure


class Variable(StrEnum):
    """What a decision is about. Those of a story have no subject."""

    GROWTH = "growth"  # GrowthAnswer
    THEMES = "themes"  # Theme, by commas, in the vocabulary's order; "" for none
    SECTORS = "sectors"  # Sector, likewise
    PLACES = "places"  # municipalities, by commas, in alphabetical order
    SCOPE = "scope"
    GENRE = "genre"
    ACCESS = "access"
    DONE = "done"  # "yes": this coder has seen the whole article
    # subject: the key of a person
    GENDER = "gender"
    SOURCE = "source"  # "yes" or "no": quoted or paraphrased
    FUNCTION = "function"
    OCCUPATION = "occupation_group"
    TITLE = "title"  # the role as printed; any words
    NO_PERSON = "no_person"  # "yes": a place, a company, nobody in the story
    MERGED = "merged_into"  # the key of the person who this one is
    SPLIT = "split"  # name of the person to part; detail: key, mentions
    ADDED = "added"  # name of a person whom the machine missed; detail: mentions
    # subject: the key of a quote
    QUOTE = "quote"  # the key of its speaker, "" for nobody named; detail: start, end, text, direct
    NO_QUOTE = "no_quote"  # "yes": these words are nobody's speech


STORY_VARIABLES = (
    *(Variable.GROWTH, Variable.THEMES, Variable.SECTORS, Variable.PLACES),
    *(Variable.SCOPE, Variable.GENRE, Variable.ACCESS),
)
PERSON_VARIABLES = (*(Variable.GENDER, Variable.SOURCE, Variable.FUNCTION, Variable.OCCUPATION),)
YES, NO = "yes", "no"
# The words that a value may be; a variable that is not here holds keys, names or lists.
VALUES: dict[Variable, frozenset[str]] = {
    Variable.GROWTH: frozenset(GrowthAnswer),
    Variable.SCOPE: frozenset(Scope),
    Variable.GENRE: frozenset(Genre),
    Variable.ACCESS: frozenset(Access),
    Variable.DONE: frozenset({YES, NO}),
    Variable.GENDER: frozenset(Gender),
    Variable.SOURCE: frozenset({YES, NO}),
    Variable.FUNCTION: frozenset(Function),
    Variable.OCCUPATION: frozenset(Occupation),
    Variable.NO_PERSON: frozenset({YES, NO}),
    Variable.NO_QUOTE: frozenset({YES, NO}),
}

# A lane is a line of decisions that follow each other. In the common lane everybody builds on
# everybody; a coder of a random sample has one of her own, so that two code independently; what
# an editor settles stands above both.
COMMON = ""
SETTLED = "settled"


def coder_lane(sample: str, user: str) -> str:
    """The lane of one coder of one sample."""
    return f"{sample}/{user}"
