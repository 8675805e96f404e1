"""The server's own settings, with the kill tests' kind of work, and passwords hashed cheaply."""

from insigne.config.settings import *  # noqa: F403
from insigne.config.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.load.plates.apps.PlatesConfig"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
