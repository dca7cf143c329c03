import pytest

from builder.tagging.finding import PhraseFinder
from builder.tagging.phrases import Words, parse_phrase, split_words
from builder.text.term_counts import number_words


def found(phrase: str, text: str) -> list[str]:
    hits = PhraseFinder([parse_phrase(phrase)]).find(number_words([split_words(text)]))
    places = zip(hits.first.tolist(), hits.last.tolist(), hits.negated.tolist(), strict=True)
    return [Words(text=text).quote(first, last) for first, last, negated in places if not negated]


@pytest.mark.parametrize(
    ("phrase", "text", "quoted"),
    [
        ("point cloud", "Point clouds and point-cloud data", ["Point clouds", "point-cloud"]),
        ("fine-tuning", "fine tuning, fine-\ntuning", ["fine tuning", "fine- tuning"]),
        ("summarization", "Summarisation of texts", ["Summarisation"]),
        ("diffus*", "a diffusion process diffuses", ["diffusion", "diffuses"]),
        ("image|video generation", "video generation", ["video generation"]),
        ("learn* .. policy", "learning a robust policy", ["learning a robust policy"]),
        ("learn* .. policy", "learning from very many experts a policy", []),
        ("CLIP", "CLIP and a video clip", ["CLIP"]),
        ("LLM", "LLMs are called llms here", ["LLMs"]),
        ("image, video", "image, video and image video", ["image, video"]),
        ("code generation", "They release code. Generation follows.", []),
        ("car", "scar carpet cart", []),
        ("Kiefernzapfen", "KIEFERNZAPFEN", ["KIEFERNZAPFEN"]),
        ("ключевое слово", "Ключевое слово найдено", ["Ключевое слово"]),
    ],
)
def test_a_phrase_matches_as_the_owner_was_told(phrase: str, text: str, quoted: list[str]) -> None:
    assert found(phrase, text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "This does not use contrastive learning.",
        "Unlike contrastive learning, it is fast.",
        "We predict pixels instead of contrastive learning.",
        "trained without any contrastive learning",
    ],
)
def test_a_negated_phrase_does_not_count(text: str) -> None:
    assert found("contrastive learning", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is not slow, contrastive learning helps.",
        "We study not only contrastive learning but more.",
        "It does not scale. Contrastive learning does.",
        "not in every case that we have seen so far is contrastive learning best",
    ],
)
def test_a_negation_ends_with_its_clause_and_reaches_few_words(text: str) -> None:
    assert len(found("contrastive learning", text)) == 1


@pytest.mark.parametrize(
    "source", ["", " ", "&", "..", "& image", "(title)", "image & ", "***", ","]
)
def test_a_phrase_without_a_word_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="expected a phrase with a word"):
        parse_phrase(source)


def test_many_phrases_are_found_each_with_its_number() -> None:
    finder = PhraseFinder(map(parse_phrase, ["red fox", "fox", "red|blue fox", "r* .. fox"]))
    hits = finder.find(number_words([split_words("a red fox")]))
    found = zip(hits.phrases.tolist(), hits.first.tolist(), hits.last.tolist(), strict=True)
    assert sorted(found) == [(0, 1, 3), (1, 2, 3), (2, 1, 3), (3, 1, 3)]


def test_no_phrase_reaches_from_one_text_into_the_next() -> None:
    finder = PhraseFinder(map(parse_phrase, ["red fox", "red .. fox", "fox"]))
    texts = ["not red", "fox red a", "b", "fox"]
    hits = finder.find(number_words(map(split_words, texts)))
    assert hits.phrases.tolist() == [2, 2]
    assert hits.negated.tolist() == [False, False]
