"""The face for machines: authentication, paging, throttling, problem details, schema."""

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "suppliers.api.paging.NewestFirst",
    "PAGE_SIZE": 50,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "suppliers.api.schema.ProblemSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.ScopedRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.AnonRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "anon": "30/min", "token": "10/min", "report": "60/min"},
    "EXCEPTION_HANDLER": "suppliers.api.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
REST_KNOX = {"TOKEN_TTL": None, "AUTO_REFRESH": False, "TOKEN_LIMIT_PER_USER": 10}
SPECTACULAR_SETTINGS = {
    "TITLE": "Assay",
    "DESCRIPTION": "Supplier conduct and ESG risk: what admin and portal can do, a machine can do by the same services.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "JobKindEnum": "suppliers.api.schema.JOB_KIND_CHOICES",
        "DocumentKindEnum": "suppliers.api.schema.DOCUMENT_KIND_CHOICES",
        "ImportKindEnum": "suppliers.api.schema.IMPORT_KIND_CHOICES",
        "EvaluationKindEnum": "suppliers.api.schema.EVALUATION_KIND_CHOICES",
        "WasteKindEnum": "suppliers.api.schema.WASTE_KIND_CHOICES",
        "CertificateKindEnum": "suppliers.api.schema.CERTIFICATE_KIND_CHOICES",
        "RegistryStatusEnum": "suppliers.api.schema.REGISTRY_STATUS_CHOICES",
        "SubstanceEnum": "suppliers.api.schema.SUBSTANCE_CHOICES",
        "DimensionEnum": "suppliers.api.schema.DIMENSION_CHOICES",
        "TierEnum": "suppliers.api.schema.TIER_CHOICES",
        "LanguageEnum": "suppliers.api.schema.LANGUAGE_CHOICES",
        "ReportLanguageEnum": "assessments.models.IssuedReport.LANGUAGES",
        "EvidenceKindEnum": "suppliers.api.schema.EVIDENCE_KIND_CHOICES",
        "ProofDecisionEnum": "assessments.api.answer.PROOF_DECISION_CHOICES",
        "NotApplicableDecisionEnum": "assessments.api.answer.NOT_APPLICABLE_DECISION_CHOICES",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1/",
}
