"""Production: everything comes from the environment, and a missing or careless value refuses to start."""

from django.core.exceptions import ImproperlyConfigured

from config.env import env, url_of, whole_number, yes_or_no
from config.settings.admin import *  # noqa: F403
from config.settings.base import *  # noqa: F403
from config.settings.logging import *  # noqa: F403
from config.settings.rest import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.services import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured("Set SECRET_KEY to at least 50 random characters.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names this site answers to; '*' is not accepted.")
ASSAY_BASE_URL = url_of("ASSAY_BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}", schemes=("https",)).rstrip("/")
CSRF_TRUSTED_ORIGINS = [ASSAY_BASE_URL]

for _name in ("DATABASE_URL", "REDIS_URL"):
    if not env.str(_name, default=""):
        raise ImproperlyConfigured(f"Set {_name}: in production no engine is chosen by default.")
if yes_or_no("ASSAY_DEMO", default=False):
    raise ImproperlyConfigured("ASSAY_DEMO is for ./run only: demo accounts never stand open to the world.")

SECURE_SSL_REDIRECT = yes_or_no("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
# Client addresses are believed only from the stated number of own proxies.
AXES_IPWARE_PROXY_COUNT = whole_number("TRUSTED_PROXIES", default=0, least=0, most=5)
if AXES_IPWARE_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
