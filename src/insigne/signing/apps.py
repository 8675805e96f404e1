"""Registers the context `signing` with Django, and its documents with the kernel."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "insigne.signing"
    label = "signing"

    def ready(self) -> None:
        """Tell the kernel that signing answers for DID documents and status lists."""
        from insigne.kernel import documents
        from insigne.signing.documents import is_ours, own_document

        documents.provide(is_ours, own_document)
