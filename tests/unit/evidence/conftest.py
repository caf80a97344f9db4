"""Published cases and priors are those that are shipped, and so is the policy."""

from tests.frozen import shipped_policy_is_default

__all__ = ["shipped_policy_is_default"]
