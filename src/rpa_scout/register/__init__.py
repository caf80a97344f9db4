"""The register: automations that already run, and what was measured of them each fiscal year."""
