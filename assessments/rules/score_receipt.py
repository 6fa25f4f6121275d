"""The receipt of a score: plain JSON values, canonical bytes, and their digest.

Decimals are strings, exactly as published; dates are ISO. Two scores with the same receipt were
made from the same answers by the same method.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from assessments.rules.answer_value import Value
from assessments.rules.score import Score, Share
from assessments.rules.score_row import ScoreRow
from suppliers.rules.mean import Mean
from suppliers.rules.rounding import MODE, PLACES, plain
from suppliers.rules.tier_cap import Cap

FORMAT = "assay-score-receipt/1"

Json = dict[str, object]


def receipt(score: Score) -> Json:
    """Everything needed to recompute the score by hand: inputs, weights, sums and results."""
    bank, policy = score.questionnaire, score.policy
    return {
        "format": FORMAT,
        "questionnaire": {"code": bank.code, "version": bank.version},
        "policy": {"code": policy.code, "version": policy.version},
        "as_of": score.as_of.isoformat(),
        "category": score.category,
        "profile": score.profile,
        "provisional": score.is_provisional,
        "method": _method(score),
        "rows": [_row(row) for row in score.rows],
        "areas": {code: _mean(mean) for code, mean in score.areas.items()},
        "cells": [{"area": area, "dimension": dimension, **_mean(mean)} for (area, dimension), mean in score.cells.items()],
        "cross_cutting_modules": {code: _mean(mean) for code, mean in score.modules.items()},
        "environment": _mean(score.environment),
        "cross_cutting": _mean(score.cross_cutting),
        "esg": _mean(score.esg),
        "grade": score.grade,
        "coverage": _share(score.coverage),
        "verified": _share(score.verified),
        "gates": [_cap(cap) for cap in score.gates],
    }


def canonical_json(content: Mapping[str, object]) -> bytes:
    """One and only one way to write JSON down: sorted keys, no blanks, UTF-8."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return written.encode()


def receipt_digest(content: Mapping[str, object]) -> str:
    """SHA-256 of a receipt in hex. A receipt read back from its JSON has the same digest."""
    return hashlib.sha256(canonical_json(content)).hexdigest()


def _method(score: Score) -> Json:
    esg, evidence = score.policy.esg, score.questionnaire.evidence
    return {
        "rounding": {"mode": MODE, "places": PLACES},
        "multipliers": {
            "normal": _texts(evidence.normal),
            "critical": _texts(evidence.critical),
            "not_required": str(evidence.not_required),
        },
        "area_weights": _texts(score.area_weights),
        "module_weights": _texts(esg.module_weights),
        "esg_weights": {
            "environment": str(esg.environment_weight),
            "cross_cutting": str(esg.cross_cutting_weight),
        },
        "grades": [{"grade": band.value, "gte": str(band.gte)} for band in esg.bands],
        "critical_unproven": dict(score.policy.overall.caps.critical_unproven),
    }


def _row(row: ScoreRow) -> Json:
    question = row.question
    return {
        "code": question.code,
        "area": question.area,
        "dimension": question.dimension,
        "why": row.why,
        "answer": _value(row.value),
        "unit": row.unit,
        "base_value": _value(row.base) if question.is_number else None,
        "evidence_needed": row.evidence_state is not None,
        "evidence": row.evidence_state,
        "critical": question.critical,
        "score": _text(row.score),
        "multiplier": _text(row.multiplier),
        "weight": plain(question.weight),
        "weighted": None if row.weighted is None else plain(row.weighted),
    }


def _mean(mean: Mean) -> Json:
    return {
        "weighted_sum": plain(mean.weighted_sum),
        "weight_sum": plain(mean.weight_sum),
        "score": _text(mean.score),
    }


def _share(share: Share) -> Json:
    return {"part": plain(share.part), "whole": plain(share.whole), "pct": _text(share.pct)}


def _cap(cap: Cap) -> Json:
    return {"cap": cap.tier, "reason": cap.code, "question": cap.question}


def _value(value: Value | None) -> str | int | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _texts(numbers: Mapping[str, Decimal]) -> dict[str, str]:
    return {code: str(number) for code, number in numbers.items()}
