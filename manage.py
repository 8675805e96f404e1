"""Django's own commands, for developers (migrations, shell)."""

import os
import sys

from django.core.management import execute_from_command_line

sys.path.insert(0, "src")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "insigne.config.settings")
execute_from_command_line(sys.argv)
