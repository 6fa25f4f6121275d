"""Omission never pays: generated questionnaires, and a count of the counter-examples.

A questionnaire is filled at random for a random category and profile. Some of its questions are then
omitted (deleted, left blank, proof withdrawn, not-applicable undecided or refused), and in a second
copy answered at the worst option with refused proof instead. No published number of the first copy
may stand above that of the second, nor above that of the questionnaire as it was filled.

    python bench/omission.py [EXAMPLES] [PROCESSES]
"""

import multiprocessing
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from assessments.rules.answer import AnswerFacts, NaState  # noqa: E402 -- run as a script too
from assessments.rules.evidence_policy import EvidenceState  # noqa: E402
from assessments.rules.question import Question  # noqa: E402
from assessments.rules.questionnaire import Questionnaire, questionnaire_from_mapping  # noqa: E402
from assessments.rules.score import Score, score_answers  # noqa: E402
from assessments.rules.scoring_rule import (  # noqa: E402
    FILE_ATTACHED,
    Bands,
    BandsUpper,
    Choice,
    DateAge,
    DateValid,
    YesNo,
)
from suppliers.rules.policy import Policy, policy_from_mapping  # noqa: E402

AS_OF = date(2026, 11, 20)
EXAMPLES = 100_000
CHUNK = 500
GRADES = "DCBA"

Answers = dict[str, AnswerFacts]


def load_method() -> tuple[Questionnaire, Policy]:
    """The questionnaire and the policy that ship."""
    bank = (ROOT / "assessments/library/questionnaire-six-areas-1.0.yaml").read_text(encoding="utf-8")
    policy = (ROOT / "suppliers/library/scoring-policy-1.0.yaml").read_text(encoding="utf-8")
    return questionnaire_from_mapping(yaml.safe_load(bank)), policy_from_mapping(yaml.safe_load(policy))


def possible_values(question: Question) -> list[object]:
    """Values that between them reach every score the question can give."""
    rule = question.rule
    if isinstance(rule, YesNo):
        return ["yes", "no"]
    if isinstance(rule, Choice):
        return [option.value for option in question.options]
    if isinstance(rule, DateValid):
        return [AS_OF + timedelta(days=days) for days in (-400, -1, 0, 30, 400)]
    if isinstance(rule, DateAge):
        return [AS_OF - timedelta(days=days) for days in (0, 365, 366, 730, 731, 2000)]
    if question.range is None:
        return [FILE_ATTACHED]
    inside = [question.range.lowest, question.range.highest]
    if isinstance(rule, Bands):
        inside += [band.gte for band in rule.floors]
    if isinstance(rule, BandsUpper):
        inside += [band.lte + step for band in rule.ceilings if band.lte is not None for step in (0, 1)]
    return [*inside]


def worst_answer(question: Question) -> AnswerFacts:
    """The answer that scores least, with a proof that was refused."""

    def score_of(value: object) -> Decimal:
        return question.rule.score(question.rule.read(value), AS_OF)

    worst = min(possible_values(question), key=score_of)
    return AnswerFacts(question.code, worst, EvidenceState.REJECTED)


def filled(rng: random.Random, questions: tuple[Question, ...]) -> Answers:
    """Answers to all questions; some not applicable, by the reviewer's leave."""
    answers = {}
    for question in questions:
        state = rng.choice(tuple(EvidenceState))
        answers[question.code] = AnswerFacts(question.code, rng.choice(possible_values(question)), state)
        if question.na_allowed and rng.random() < 0.2:
            answers[question.code] = AnswerFacts(question.code, na_state=NaState.ACCEPTED)
    return answers


def omissions(question: Question, answer: AnswerFacts) -> list[AnswerFacts | None]:
    """Every way to hold this answer back; None deletes it.

    Withdrawing a proof is one only where the answer needs proof: else nothing was held back.
    """
    ways: list[AnswerFacts | None] = [
        None,
        replace(answer, value=None, na_state=None),
        replace(answer, value="  ", na_state=None),
        replace(answer, na_state=NaState.PENDING),
        replace(answer, na_state=NaState.REJECTED),
    ]
    if answer.na_state is None:
        score = question.rule.score(question.read(answer.value, answer.unit)[1], AS_OF)
        if question.evidence.is_needed_at(score):
            ways.append(replace(answer, evidence_state=EvidenceState.MISSING))
    return ways


def figures(score: Score) -> dict[str, Decimal | int | None]:
    """Everything published that omission must not raise, by name."""
    found: dict[str, Decimal | int | None] = {f"cell {place}": mean.score for place, mean in score.cells.items()}
    found |= {f"area {code}": mean.score for code, mean in score.areas.items()}
    found |= {f"module {code}": mean.score for code, mean in score.modules.items()}
    found |= {
        "environment": score.environment.score,
        "cross-cutting": score.cross_cutting.score,
        "esg": score.esg.score,
        "verified share": score.verified.pct,
        "grade": None if score.grade is None else GRADES.index(score.grade),
    }
    return found


def raised(omitted: Score, honest: Score) -> list[str]:
    """Names of the figures that stand higher in the first score. What has no figure in one, cannot."""
    mine, theirs = figures(omitted), figures(honest)
    return [name for name, figure in mine.items() if figure is not None and theirs[name] is not None and figure > theirs[name]]


def counter_examples(seed: int, bank: Questionnaire, policy: Policy) -> list[str]:
    """Fill one questionnaire by this seed, omit, and say what was raised by it."""
    rng = random.Random(seed)
    category = rng.choice(bank.categories).code
    profile = rng.choice(bank.profiles).code
    questions = bank.applicable(category, profile)
    honest = filled(rng, questions)
    omitted, worst = dict(honest), dict(honest)
    for question in rng.sample(questions, rng.randint(1, len(questions))):
        way = rng.choice(omissions(question, honest[question.code]))
        worst[question.code] = worst_answer(question)
        del omitted[question.code]
        if way is not None:
            omitted[question.code] = way

    def scored(answers: Answers) -> Score:
        return score_answers(bank, answers.values(), category=category, profile=profile, as_of=AS_OF, policy=policy)

    found = scored(omitted)
    return [
        f"seed {seed} {category}/{profile}: {name} above {what}"
        for what, other in (("worst option", worst), ("honest answers", honest))
        for name in raised(found, scored(other))
    ]


METHOD = load_method()


def run_chunk(first: int) -> list[str]:
    """Counter-examples of the next CHUNK seeds."""
    return [line for seed in range(first, first + CHUNK) for line in counter_examples(seed, *METHOD)]


def main(examples: int = EXAMPLES, processes: int = 2) -> int:
    """Run, print what was found, and return 1 if that is anything."""
    started = time.perf_counter()
    found: list[str] = []
    with multiprocessing.Pool(processes) as pool:
        chunks: Iterator[list[str]] = pool.imap_unordered(run_chunk, range(0, examples, CHUNK))
        for lines in chunks:
            found += lines
    for line in found[:20]:
        print(line)
    seconds = time.perf_counter() - started
    total = -(-examples // CHUNK) * CHUNK
    print(f"{total} questionnaires, {len(found)} counter-examples, {seconds:.1f} s on {processes} processes")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
