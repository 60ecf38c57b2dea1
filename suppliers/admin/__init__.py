"""The staff pages of suppliers: they parse, call one function of suppliers, and answer."""

from suppliers.admin import supplier

__all__ = ["supplier"]
