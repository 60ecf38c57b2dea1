"""The suppliers application: selling goods and services to HLT."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """What only a supplier's registration knows."""

    name = "suppliers"
    verbose_name = "Suppliers"
