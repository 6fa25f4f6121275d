"""What the upper app remembers."""

from assessments.models.answer import Answer, AnswerEvidence, AnswerRevision
from assessments.models.assessment import Assessment
from assessments.models.carbon import CarbonAgreement, CarbonMilestone, CarbonYear
from assessments.models.issued_report import IssuedReport
from assessments.models.questionnaire import QuestionnaireVersion
from assessments.models.score import ScoreSheet

__all__ = [
    "Answer",
    "AnswerEvidence",
    "AnswerRevision",
    "Assessment",
    "CarbonAgreement",
    "CarbonMilestone",
    "CarbonYear",
    "IssuedReport",
    "QuestionnaireVersion",
    "ScoreSheet",
]
