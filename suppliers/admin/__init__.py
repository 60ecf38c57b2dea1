"""The staff pages of suppliers: they parse, call one function of suppliers, and answer."""

from suppliers.admin import registration, supplier

__all__ = ["registration", "supplier"]
