"""Where a result comes from, as every JSON output begins."""

from __future__ import annotations

from typing import Any

from rpa_scout.provenance import Provenance


def provenance_data(provenance: Provenance) -> dict[str, Any]:
    """Return time, author, program, policy and surveys as JSON types."""
    return {
        "created_at": provenance.created_at.isoformat(timespec="seconds"),
        "author": provenance.author or None,
        "program_version": provenance.program_version,
        "policy": {"id": provenance.policy_id, "version": provenance.policy_version},
        "surveys": [
            {"file": survey.file, "sha256": survey.sha256 or None} for survey in provenance.surveys
        ],
    }
