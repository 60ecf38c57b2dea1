"""The staff pages of suppliers: they parse, call one function of the application, and answer."""

from suppliers.admin import registration

__all__ = ["registration"]
