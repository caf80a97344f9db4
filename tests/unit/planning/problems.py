"""Plans to be made, drawn at random, and limits and merits counted in plain Python."""

import itertools
from collections import Counter

import numpy as np

from rpa_scout.planning.problem import NOT_BUILT, PlanGoal, PlanProblem


def random_problem(
    seed, tasks=5, years=3, scenarios=40, goal_hours=250.0, goal_tasks=3.0, **changed
):
    """Return a problem with every kind of limit; some bind, some do not."""
    draw = np.random.default_rng(seed)
    build = draw.uniform(20, 120, tasks)
    is_vendor = draw.random(tasks) < 0.3
    common = draw.normal(0, 0.3, scenarios)
    saved = draw.lognormal(4, 0.8, tasks)[:, None] * np.exp(
        common + draw.normal(0, 0.3, (tasks, scenarios))
    )
    live = draw.random((tasks, scenarios)) < 0.85
    may_build = np.ones((tasks, years), dtype=bool)
    may_build[:, -1] = False
    may_build[draw.random(tasks) < 0.2, 0] = False
    parts = {
        "task_ids": tuple(f"task-{number}" for number in range(tasks)),
        "rows": np.arange(tasks),
        "years": tuple(range(2026, 2026 + years)),
        "saved": saved * live,
        "live": live.astype(float),
        "build_hours": build,
        "upkeep_hours": build * draw.uniform(0.05, 0.3, tasks),
        "vendor_yen": np.where(is_vendor, build * 9_000.0, 0.0),
        "is_vendor": is_vendor,
        "department": draw.integers(0, 2, tasks),
        "may_build": may_build,
        "is_waiting": np.zeros_like(may_build),
        "must_build": np.zeros(tasks, dtype=bool),
        "in_house_capacity": draw.uniform(60, 200, years),
        "vendor_capacity": draw.uniform(0, 1e6, years),
        "department_limit": float(draw.choice([1.0, 2.0, np.inf])),
        "group": np.arange(tasks),
        "adaptation_share": 0.3,
        "build_year_share": 0.0,
        "goals": (
            PlanGoal("hours", "hours", years - 1, goal_hours, np.full(scenarios, 100.0)),
            PlanGoal("tasks", "tasks", years - 1, goal_tasks, np.full(scenarios, 2.0)),
        ),
        "chance_wanted": 0.0,
    }
    return PlanProblem(**(parts | changed))


def all_choices(problem):
    years = [
        [NOT_BUILT, *(year for year in range(len(problem.years)) if problem.may_build[task, year])]
        for task in range(problem.count)
    ]
    return map(np.array, itertools.product(*years))


def broken_limits(problem, choice):
    """Count by hand what a choice uses, and name every limit that it exceeds."""
    broken = []
    for year in range(len(problem.years)):
        built = [task for task in range(problem.count) if choice[task] == year]
        before = [task for task in range(problem.count) if NOT_BUILT != choice[task] < year]
        share = {task: effort_share(problem, choice, task) for task in built}
        own = [task for task in built if not problem.is_vendor[task]]
        hours = sum(problem.upkeep_hours[task] for task in before)
        hours += sum(share[task] * problem.build_hours[task] for task in own)
        yen = sum(share[task] * problem.vendor_yen[task] for task in built)
        by_department = Counter(int(problem.department[task]) for task in built)
        broken += [("allowed", year) for task in built if not problem.may_build[task, year]]
        if hours > problem.in_house_capacity[year] + 1e-6:
            broken.append(("in_house", year))
        if yen > problem.vendor_capacity[year] + 1e-6:
            broken.append(("vendor", year))
        if max(by_department.values(), default=0) > problem.department_limit:
            broken.append(("department", year))
    missing = problem.must_build & (np.asarray(choice) == NOT_BUILT)
    return broken + [("must", int(task)) for task in np.flatnonzero(missing)]


def effort_share(problem, choice, task):
    members = [
        (int(choice[member]), problem.build_hours[member], member)
        for member in range(problem.count)
        if problem.group[member] == problem.group[task] and choice[member] != NOT_BUILT
    ]
    return 1.0 if min(members)[2] == task else problem.adaptation_share


def hours_over_years(problem, choice):
    """Return the hours saved up to the last year, less a thousandth of the hours to build."""
    last = len(problem.years) - 1
    total = 0.0
    for task in range(problem.count):
        if choice[task] != NOT_BUILT:
            years = problem.build_year_share + last - int(choice[task])
            total += years * float(np.mean(problem.saved[task])) - 1e-3 * problem.build_hours[task]
    return total


def chance_of_both(problem, choice):
    reached = 0
    for scenario in range(problem.saved.shape[1]):
        of_hours, of_tasks = problem.goals
        hours, tasks = of_hours.start[scenario], of_tasks.start[scenario]
        for task in range(problem.count):
            in_time = choice[task] != NOT_BUILT and choice[task] < of_hours.year
            hours += problem.saved[task, scenario] * in_time
            tasks += problem.live[task, scenario] * in_time
        reached += hours >= of_hours.amount - 1e-9 and tasks >= of_tasks.amount - 1e-9
    return reached / problem.saved.shape[1]
