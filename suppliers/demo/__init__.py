"""Believable suppliers and registrations for a first look: invented firms, and what staff made of them."""

from suppliers.demo.data import Made, make

__all__ = ["Made", "make"]
