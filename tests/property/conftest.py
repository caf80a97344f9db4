"""The same examples on every machine, no clock, and nothing left in the checkout."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "rpa-scout-hypothesis")
settings.register_profile(
    "same-everywhere",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    # Shrinking a row of thirty answers can take minutes; the examples are small as they are.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same-everywhere")
