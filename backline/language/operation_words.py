"""Names of operations, as people write them: parts of patterns for lower-case words.

All who read of an operation share them. What was done ("put screws in my spine") is read in
`backline.language.spine_history`.
"""

from __future__ import annotations

#: An operation of any kind. "Op" is not here: each reader knows beside which words it is one.
OPERATION = r"(?:surg(?:er|ur|re)(?:y|ey|ie)s?|sugery|operations?|operatoin|operated)"
#: An operation on the spine, by its name.
SPINE_OPERATION = (
    r"(?:fusions?|fused|(?:micro ?)?dis?c?k?ectom(?:y|ies)|micro ?dis\w*|lami(?:nectomy|notomy)?|foraminotomy"
    r"|decompress(?:ion|ed)|dis[ck] replacement|acdf|tlif|plif|alif|kypho ?plasty|vertebro ?plasty)"
)
