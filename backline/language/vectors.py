"""Sentence vectors: where sentences that mean the same lie close together, whatever their words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from backline.language.errors import LanguageError

WIDTH = 384
MAX_PIECES = 128  # of one sentence; what stands beyond is not read
# Attention costs the square of the pieces in one run.
_PIECES_A_RUN = 384
_FEW = 50  # sentences
_REMEMBERED = 2_000  # sentences; a conversation repeats buttons and short answers

Vectors = NDArray[np.float32]


def load_encoder(
    encoder: Path, vocabulary: Path, threads: int, most_pieces: int
) -> tuple[onnxruntime.InferenceSession, Tokenizer]:
    """Load an encoder of MiniLM's family, and what cuts texts into its pieces.

    Args:
        encoder: the ONNX file.
        vocabulary: the ``tokenizer.json`` that belongs to the weights.
        threads: how many cores one run uses.
        most_pieces: where a text is cut off.

    Raises:
        LanguageError: one of the two can not be read.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(encoder), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(vocabulary))
    except Exception as error:  # both libraries raise their own plain exceptions
        raise LanguageError(f"the sentence vectors can not be loaded ({error}): train the model again") from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(most_pieces)
    return session, tokenizer


class SentenceVectors:
    """Turns sentences into vectors of length 1 with the encoder that ``minilm.write_encoder`` wrote."""

    def __init__(self, encoder: Path, vocabulary: Path, *, threads: int = 1, remember: int = _REMEMBERED) -> None:
        """Load encoder and vocabulary; takes a tenth of a second.

        Args:
            encoder: the ONNX file.
            vocabulary: the ``tokenizer.json`` that belongs to the weights.
            threads: how many cores one run uses. A server answers many conversations at once, and small products gain
                nothing from more than one; training does.
            remember: how many sentences are kept with their vectors.

        Raises:
            LanguageError: one of the two can not be read.
        """
        self._session, self._tokenizer = load_encoder(encoder, vocabulary, threads, MAX_PIECES)
        self._remember = remember
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return one row of 384 numbers for each sentence.

        Args:
            sentences: as they were written; the encoder knows no capital letters.
        """
        missing = [text for text in dict.fromkeys(sentences) if text not in self._known]
        fresh = dict(zip(missing, self._compute(missing), strict=True))
        rows = [self._known[text] if text in self._known else fresh[text] for text in sentences]
        for text, row in fresh.items():
            self._known[text] = row
            if len(self._known) > self._remember:
                self._known.popitem(last=False)
        return np.array(rows, dtype=np.float32).reshape(len(rows), WIDTH)

    def _compute(self, sentences: Sequence[str]) -> list[Vectors]:
        # Its batches are cut on all cores, which costs more than it saves for the few sentences of a message.
        few = len(sentences) <= _FEW
        cut = map(self._tokenizer.encode, sentences) if few else self._tokenizer.encode_batch(list(sentences))
        pieces = [encoding.ids for encoding in cut]
        rows: list[Vectors] = []
        first = 0
        while first < len(pieces):
            last, size = first + 1, len(pieces[first])
            while last < len(pieces) and size + len(pieces[last]) <= _PIECES_A_RUN:
                size += len(pieces[last])
                last += 1
            rows.extend(self._run(pieces[first:last]))
            first = last
        return rows

    def _run(self, pieces: Sequence[Sequence[int]]) -> Vectors:
        lengths = np.array([len(ids) for ids in pieces])
        belongs = np.repeat(np.arange(len(pieces)), lengths)
        positions = np.concatenate([np.arange(length) for length in lengths])
        share = np.zeros((len(pieces), len(belongs)), dtype=np.float32)
        share[belongs, np.arange(len(belongs))] = 1.0 / lengths[belongs]
        feeds = {
            "ids": np.concatenate([np.asarray(ids, dtype=np.int64) for ids in pieces]),
            "positions": positions.astype(np.int64),
            "sentences": belongs.astype(np.int64),
            "share": share,
        }
        vectors: Vectors = self._session.run(["vectors"], feeds)[0]
        return vectors


class VectorView:
    """Sentence vectors as one of the ``parts`` of ``TextFeatures``."""

    # Chosen with benchmarks/intents.py: at 3 the vectors drown the words, without them accuracy falls by 0.1.
    SCALE = 1.5

    def __init__(self, vectors: SentenceVectors) -> None:
        """Take the encoder."""
        self._vectors = vectors

    def transform(self, texts: Sequence[str]) -> Vectors:
        """One row for each text; a text without a letter says nothing."""
        said = np.array([[any(c.isalnum() for c in text)] for text in texts], dtype=np.float32)
        return self._vectors.encode(texts) * said.reshape(len(texts), 1) * self.SCALE
