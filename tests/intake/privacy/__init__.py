"""Personal data: retention, holds, erasure, access, and what is written down of it."""
