"""What `./run` starts: the embedded default on this machine's own address, with demo data when asked."""

import os
from contextlib import suppress

from django.core.management.utils import get_random_secret_key

from config.env import env, whole_number, yes_or_no
from config.settings.admin import *  # noqa: F403
from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR
from config.settings.logging import *  # noqa: F403
from config.settings.rest import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.services import *  # noqa: F403

_key_file = DATA_DIR / "secret-key"
if not _key_file.exists():
    # Beside, then renamed without replacing: of two first starts at once one key wins, and never half a key.
    _beside = DATA_DIR / f"secret-key.{os.getpid()}"
    _beside.touch(mode=0o600)
    _beside.write_text(get_random_secret_key(), encoding="utf-8")
    with suppress(FileExistsError):
        os.link(_beside, _key_file)
    _beside.unlink()
SECRET_KEY = _key_file.read_text(encoding="utf-8")
DEBUG = False
PORT = whole_number("PORT", default=8000, least=1, most=65_535)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ASSAY_BASE_URL = f"http://localhost:{PORT}"
ASSAY_DEMO = yes_or_no("ASSAY_DEMO", default=False)
# Mail of the embedded default lands in a folder, one file a message, and is read in the demo mailbox.
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA_DIR / "mail"
WHITENOISE_USE_FINDERS = True  # straight from the source folders: nothing is collected here
(DATA_DIR / "static").mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
