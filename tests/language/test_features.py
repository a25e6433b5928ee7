from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from backline.language.features import TextFeatures, normalise, words_and_pairs

TEXTS = [
    "my back hurts",
    "My back   hurts a LOT, my back!",
    "is it sciatica?",
    "i",
    "at L4-L5, 3 weeks",
    "back back back",
    "don\u2019t sit",
]


@pytest.mark.parametrize("rarest", [1, 2])
def test_letters_and_words_are_those_of_scikit_learn(rarest: int) -> None:
    """The field's own implementation, many times slower for a single text, is the reference."""
    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, preprocessor=normalise, min_df=rarest
    )
    words = TfidfVectorizer(analyzer=lambda text: words_and_pairs(normalise(text)), sublinear_tf=True, min_df=rarest)
    expected = np.hstack([view.fit(TEXTS).transform([*TEXTS, "backs", ""]).toarray() for view in (letters, words)])
    features = TextFeatures(rarest=rarest).fit(TEXTS)
    np.testing.assert_allclose(features.transform([*TEXTS, "backs", ""]).toarray(), expected, atol=1e-6)


def test_what_was_saved_gives_the_same_rows() -> None:
    features = TextFeatures().fit(TEXTS)
    again = TextFeatures().restore(features.state())
    for text in (*TEXTS, "hurting backs"):
        for first, second in zip(features.row(text), again.row(text), strict=True):
            np.testing.assert_array_equal(first, second)


def test_other_parts_than_those_of_the_training_are_refused() -> None:
    with pytest.raises(ValueError, match="train it again"):
        TextFeatures([("vectors", None)]).restore(TextFeatures().fit(TEXTS).state())
