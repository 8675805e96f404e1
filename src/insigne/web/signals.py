"""What the pages tell: `language_chosen(request, language)` when somebody picks a language anywhere."""

from django.dispatch import Signal

language_chosen = Signal()
