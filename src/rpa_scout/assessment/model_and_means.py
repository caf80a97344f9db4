"""The parameters and the means of tasks, which every estimate of hours needs."""

from __future__ import annotations

from rpa_scout.inventory import Inventory
from rpa_scout.policy.model import Policy
from rpa_scout.savings.known import KnownSavings
from rpa_scout.savings.means import MeansChoice, choose_means
from rpa_scout.savings.means_by_hours import choose_by_hours
from rpa_scout.savings.model import SavingsModel


def model_and_means(
    inventory: Inventory, policy: Policy, known: KnownSavings | None = None
) -> tuple[SavingsModel, MeansChoice]:
    """Return the parameters of all tasks and their means, by hours that are simulated or known."""
    tasks, fields = inventory.tasks, inventory.fields
    model = SavingsModel(policy, tasks, fields, inventory.ranges, inventory.alternatives)
    choice = choose_means(model)
    if known is not None:
        return model, known.choice(model, choice)
    return model, choose_by_hours(model, choice, tasks.index.tolist(), policy.simulation)
