"""Django's settings, from one screen of variables; each left empty has an embedded default.

INSIGNE_DATA folder of all data (./data) · DATABASE_URL · CACHE_URL · STORAGE_URL · EMAIL_URL ·
MAIL_FROM · SECRET_KEY · KEY_ENCRYPTION_KEY · PUBLIC_URL · TRUSTED_PROXIES (how many of yours stand in front) ·
FOUNDERS (who may create organisations) · INSIGNE_DEMO (1 shows the demo's mails and accounts).
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from insigne.config import environment as env
from insigne.config.logs import LOGGING as LOGGING

SOURCE = Path(__file__).resolve().parents[1]
DATA = Path(env.read("INSIGNE_DATA", "data")).resolve()
PUBLIC_URL = env.public_url(env.read("PUBLIC_URL", "http://127.0.0.1:8000"))
DEMO = env.read("INSIGNE_DEMO") == "1"
FOUNDERS = env.founders(env.read("FOUNDERS"))
DEBUG = False
SECRET_KEY = env.read("SECRET_KEY") or env.secret_file(DATA / "secret_key")
KEY_ENCRYPTION_KEY = env.read("KEY_ENCRYPTION_KEY") or env.secret_file(DATA / "key_encryption_key")
MAIL = env.mail(env.read("EMAIL_URL"), DATA)
MAIL_FROM = env.read("MAIL_FROM", f"no-reply@{env.mail_host(PUBLIC_URL)}")

_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = [_public.hostname or "", "localhost", "127.0.0.1", "[::1]"]
SECURE = _public.scheme == "https"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "insigne.web.apps.WebConfig",
    "insigne.kernel.apps.KernelConfig",
    "insigne.people.apps.PeopleConfig",
    "allauth",
    "allauth.account",
    "insigne.orgs.apps.OrgsConfig",
    "insigne.catalogue.apps.CatalogueConfig",
    "insigne.signing.apps.SigningConfig",
    "insigne.awards.apps.AwardsConfig",
    "insigne.delivery.apps.DeliveryConfig",
    "insigne.passport.apps.PassportConfig",
    "insigne.verifier.apps.VerifierConfig",
    "insigne.api.apps.ApiConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "insigne.web.middleware.PackedPages",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "insigne.web.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "insigne.web.middleware.BodyWithinLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "insigne.config.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "insigne.config.urls"
WSGI_APPLICATION = "insigne.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "insigne.web.templatetags.ui",
                "insigne.kernel.templatetags.texts",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "insigne.web.context.site",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.read("DATABASE_URL"), DATA)}
CACHES = {"default": env.cache(env.read("CACHE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "insigne.people.allauth_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "confirm_email": "1/60s/key",
    "manage_email": "10/m/user",
}
ACCOUNT_FORMS = {
    "signup": "insigne.people.forms.SignupForm",
    "login": "insigne.people.forms.LoginForm",
    "add_email": "insigne.people.forms.AddEmailForm",
    "reset_password": "insigne.people.forms.ResetPasswordForm",
    "reset_password_from_key": "insigne.people.forms.ResetPasswordKeyForm",
    "change_password": "insigne.people.forms.ChangePasswordForm",
    "set_password": "insigne.people.forms.SetPasswordForm",
    "reauthenticate": "insigne.people.forms.ReauthenticateForm",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
LOCALE_PATHS = [SOURCE / "cli" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATICFILES_DIRS: list[str] = []
FONTS = SOURCE / "web" / "static" / "built" / "fonts"
STORAGES = {
    "default": env.storage(env.read("STORAGE_URL"), DATA),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/built/.+\.[0-9A-Z]{8}\.\w+$"
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
TRUSTED_PROXIES = env.proxies(env.read("TRUSTED_PROXIES", "0"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
