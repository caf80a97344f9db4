"""The way to the goals: the plan by fiscal year, figures entered by hand, officials' weights."""
