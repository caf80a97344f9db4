"""Project commands on the register of automations and the targets."""
