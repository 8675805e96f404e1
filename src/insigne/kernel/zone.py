"""The platform's own time zone, for dates that people write without one.

Room: kernel. Touches settings only.
"""

from zoneinfo import ZoneInfo

from django.conf import settings

LOCAL = ZoneInfo(settings.TIME_ZONE)
