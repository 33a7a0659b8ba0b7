"""Django → the app under the short name that its tables have too."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app; `label` is the prefix of its tables."""

    name = "gen.store"
    label = "gen_store"
    default_auto_field = "django.db.models.BigAutoField"
