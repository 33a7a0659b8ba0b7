"""Django → the app under its short name, by which its tables are called."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app under its short name, which its tables bear too."""

    name = "gen.store"
    label = "gen_store"
    default_auto_field = "django.db.models.BigAutoField"
