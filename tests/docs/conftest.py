"""These tests are about what is shipped."""

from tests.frozen import shipped_policy_is_default

__all__ = ["shipped_policy_is_default"]
