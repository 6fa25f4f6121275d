"""One log to the console. What a person typed, tokens and addresses with tokens in them are never logged."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "suppliers": {"level": "INFO"},
        "assessments": {"level": "INFO"},
        "fontTools": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
