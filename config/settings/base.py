"""Applications, middleware, templates, languages: the same everywhere."""

from django.utils.translation import gettext_lazy as _

from config.env import ROOT, bilingual_names, calendar_day, data_dir

BASE_DIR = ROOT
DATA_DIR = data_dir()

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "suppliers.apps.AssayAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "csp",
    "suppliers.apps.SuppliersConfig",
    "assessments.apps.AssessmentsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.content_security.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Deny by default: a view is public only by its own decorator, and a test compares those with a written list.
    "suppliers.portal.session.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "suppliers.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.edition",
            ],
        },
    },
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"  # the zone people see and in which days end; instants are stored in UTC

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
ASSAY_DEMO = False
ASSAY_BUYER_NAME = {"en": "Demo Buyer Group (fictional)", "zh-hans": "演示采购集团（虚构）"}
# The one place for these names, on pages, in filters, counts and papers; HKMT is the group of the three in reports.
ASSAY_PLACE_NAMES = bilingual_names(
    "ASSAY_PLACE_NAMES",
    default={
        "CN": {"en": "Mainland China", "zh": "中国内地"},
        "HK": {"en": "Hong Kong", "zh": "香港"},
        "MO": {"en": "Macau", "zh": "澳门"},
        "TW": {"en": "Taiwan", "zh": "台湾"},
        "HKMT": {"en": "Hong Kong, Macau and Taiwan", "zh": "港澳台"},
    },
)
# From this day on the module on honesty and integrity is a duty; who was active before counts as active since then.
ASSAY_INTEGRITY_MODULE_SINCE = calendar_day("ASSAY_INTEGRITY_MODULE_SINCE", default="2026-10-01")
# Dotted path of the callable that hands a job's id to the message broker; services know only this name.
ASSAY_JOB_CARRIER = "suppliers.tasks.carry"
