from builder.model.records import TagId
from builder.tagging.features import drop_unshared
from builder.tagging.rules import TagMatch

TAG = TagId("robots")


def match(phrase: int) -> TagMatch:
    return TagMatch(phrase=phrase, kind="words", place="title", first=0, last=1, count=1)


def test_a_phrase_that_one_labelled_paper_has_does_not_count_there() -> None:
    shared, alone = match(1), match(2)
    found = [{TAG: (shared,)}] * 99 + [{TAG: (shared, alone)}, {TAG: (alone,)}, {TAG: (alone,)}]
    fair = drop_unshared(found, range(101))
    assert fair[99] == {TAG: (shared, alone)}
    fair = drop_unshared(found, range(100))
    assert fair[99] == {TAG: (shared,)}
    assert fair[100:] == found[100:]


def test_a_paper_left_with_no_phrase_has_no_tag_by_rules() -> None:
    found = [{TAG: (match(1),)}] * 99 + [{TAG: (match(2),)}]
    assert drop_unshared(found, range(100))[99] == {}


def test_of_few_labelled_papers_every_phrase_counts() -> None:
    found = [{TAG: (match(number),)} for number in range(20)]
    assert drop_unshared(found, range(20)) == found
