"""The OpenAPI schema: every operation names its refusals, so that a machine is never surprised."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from suppliers.api.problems import CONTENT_TYPE, ProblemSerializer
from suppliers.models.labels import DOCUMENT_KIND, EVIDENCE_KIND, JOB_KIND, choices
from suppliers.models.labels_proof import CERTIFICATE_KIND, REGISTRY_STATUS, SUBSTANCE, WASTE_KIND
from suppliers.models.labels_trade import DIMENSION, EVALUATION_KIND, IMPORT_KIND, TIER

# Names of choice sets in the schema; settings refer to them.
JOB_KIND_CHOICES = choices(JOB_KIND)
DOCUMENT_KIND_CHOICES = choices(DOCUMENT_KIND)
EVIDENCE_KIND_CHOICES = choices(EVIDENCE_KIND)
IMPORT_KIND_CHOICES = choices(IMPORT_KIND)
EVALUATION_KIND_CHOICES = choices(EVALUATION_KIND)
WASTE_KIND_CHOICES = choices(WASTE_KIND)
CERTIFICATE_KIND_CHOICES = choices(CERTIFICATE_KIND)
REGISTRY_STATUS_CHOICES = choices(REGISTRY_STATUS)
SUBSTANCE_CHOICES = choices(SUBSTANCE)
DIMENSION_CHOICES = choices(DIMENSION)
TIER_CHOICES = choices(TIER)
LANGUAGE_CHOICES = [("en", "English"), ("zh-hans", "Simplified Chinese")]
ALWAYS = {
    "400": "The request is malformed or a field is not right.",
    "401": "No valid token or session.",
    "403": "The role does not allow this.",
    "404": "No such record, or not visible to this account.",
    "406": "Only JSON is answered.",
    "429": "Too many requests; see Retry-After.",
}
WRITING = {
    "409": "In conflict with the state of the record; load it again.",
    "413": "The body is too large.",
    "415": "The content type is not accepted.",
    "422": "A rule refuses the values; messages by field.",
}


class ProblemSchema(AutoSchema):
    """Adds the problem responses to whatever the view declares."""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        """The view's own responses and, beside them, the refusals."""
        responses = super()._get_response_bodies(direction)
        refusals = dict(ALWAYS) if self.method == "GET" else {**ALWAYS, **WRITING}
        for code, description in refusals.items():
            refusal = OpenApiResponse(ProblemSerializer, description)
            responses.setdefault(code, self._get_response_for_code(refusal, code, [CONTENT_TYPE], direction))
        return responses
