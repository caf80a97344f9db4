"""The register: running automations and their measurements by fiscal year."""
