"""``rpa-scout weights``: ask several officials for the weights, and see how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rpa_scout.cli.options import JsonFile, Passwords, PolicyFile, Replace
from rpa_scout.cli.outputs import Output
from rpa_scout.cli.project.options import Author, Reason, author_or_login
from rpa_scout.cli.registering import command_group
from rpa_scout.errors import InputError
from rpa_scout.text import N_, _

if TYPE_CHECKING:
    from rpa_scout.assessment.assess import Assessment
    from rpa_scout.project.project import Project
    from rpa_scout.rank_robustness.officials.reading import WeightsReading
    from rpa_scout.rank_robustness.officials.weights import GroupRanking, OfficialWeights

ScorecardName = Annotated[
    str, typer.Option("--scorecard", metavar="rpa|ai", help=_("Which criteria to weight."))
]


def form(
    *,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help=_("Folder for the forms.")),
        Output("folder"),
    ],
    official: Annotated[
        list[str] | None,
        typer.Option(
            "--official", metavar="NAME", help=_("An official; may be given several times.")
        ),
    ] = None,
    scorecard: ScorecardName = "rpa",
    replace: Replace = False,
    policy: PolicyFile = None,
) -> int:
    """Write the forms, with the criteria explained."""
    from rpa_scout.cli import screen
    from rpa_scout.policy.policies import load_policy
    from rpa_scout.rank_robustness.officials.form import write_weights_forms
    from rpa_scout.scoring.scorer import scorecard_named

    chosen = load_policy(policy)
    card = scorecard_named(chosen, scorecard)
    screen.print_written(write_weights_forms(out, chosen, card, official or (), replace=replace))
    return 0


def import_(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]", help=_("Filled-in forms or folders; without any, those kept.")
        ),
    ] = None,
    *,
    project: Annotated[
        str | None,
        typer.Option("--project", metavar="PROJECT", help=_("Keep them in this project.")),
    ] = None,
    survey: Annotated[
        list[Path] | None,
        typer.Option(
            "--survey",
            metavar="PATH",
            help=_("Without a project, the surveys to rank; may be given several times."),
        ),
    ] = None,
    adopt: Annotated[
        bool,
        typer.Option("--adopt", help=_("Put the group's weights in force as a policy version.")),
    ] = False,
    scorecard: ScorecardName = "rpa",
    first: Annotated[
        int | None,
        typer.Option("--first", min=1, metavar="N", help=_("Number of first places to compare.")),
    ] = None,
    policy: PolicyFile = None,
    password: Passwords = None,
    json: JsonFile = None,
    replace: Replace = False,
    reason: Reason = "",
    author: Author = None,
) -> int:
    """Read the forms, keep them, and compare the rankings."""
    from rpa_scout.cli import screen

    named, passwords = list(paths or ()), tuple(password or ())
    if project is None:
        if adopt or not named or not survey:
            raise InputError(
                N_("Give --project, or filled-in forms and --survey for the tasks to rank.")
            )
        reading, assessment = _with_surveys(named, survey, policy, scorecard, passwords)
        officials = reading.officials
        ranking = _compared(assessment, officials, first)
    else:
        from rpa_scout.project.project import Project

        with Project.open(project, author_or_login(author)) as opened:
            reading = _read(named, opened.policy(), scorecard, passwords)
            if reading.officials and not reading.has_errors:
                opened.planning.keep_official_weights(reading.officials, reason, scorecard)
            kept = opened.planning.official_weights(scorecard)
            with screen.Bar() as bar:
                assessment = opened.assessments.estimate(scorecard, bar)
            ranking = None if reading.has_errors else _compared(assessment, kept, first)
            if adopt and ranking is not None:
                _adopt(opened, assessment, ranking, reason)
    return _shown(reading, ranking, assessment, json)


def _read(
    paths: list[Path], policy: object, scorecard: str, passwords: tuple[str, ...]
) -> WeightsReading:
    from rpa_scout.policy.model import Policy
    from rpa_scout.rank_robustness.officials.reading import read_weights_forms
    from rpa_scout.scoring.scorer import scorecard_named

    assert isinstance(policy, Policy)
    return read_weights_forms(paths, scorecard_named(policy, scorecard), passwords)


def _with_surveys(
    paths: list[Path],
    surveys: list[Path],
    policy: str | None,
    scorecard: str,
    passwords: tuple[str, ...],
) -> tuple[WeightsReading, Assessment]:
    from rpa_scout.cli import screen
    from rpa_scout.pipeline import rank_surveys
    from rpa_scout.policy.policies import load_policy

    chosen = load_policy(policy)
    reading = _read(paths, chosen, scorecard, passwords)
    with screen.Bar() as bar:
        return reading, rank_surveys(surveys, chosen, scorecard, bar)


def _compared(
    assessment: Assessment,
    officials: list[OfficialWeights] | tuple[OfficialWeights, ...],
    first: int | None,
) -> GroupRanking | None:
    from rpa_scout.rank_robustness.officials.weights import group_ranking

    return group_ranking(assessment, officials, first) if officials else None


def _adopt(opened: Project, assessment: Assessment, ranking: GroupRanking, reason: str) -> None:
    """Put the group's weights in force as the next version of the policy."""
    from rpa_scout.cli.project.ledger.entries import print_entry
    from rpa_scout.policy.changed import next_version, with_scorecard, with_weights

    policy = opened.policy()
    points = {name: round(100.0 * share, 2) for name, share in ranking.weights.items()}
    card = with_weights(assessment.scores.scorecard, points)
    changed = with_scorecard(policy, card, next_version(policy.policy.version))
    names = "、".join(official.name for official in ranking.officials)
    why = reason or _("Weights of {count} officials: {names}").format(
        count=len(ranking.officials), names=names
    )
    print_entry(opened.policies.put_in_force(changed, why), opened)


def _shown(
    reading: WeightsReading, ranking: GroupRanking | None, assessment: Assessment, json: str | None
) -> int:
    """Print faults and rankings, and write the requested JSON."""
    from rpa_scout.cli import screen
    from rpa_scout.cli.tables.weights import print_group

    if json is not None:
        content = {
            "schema": "rpa-scout/weights/1",
            "ranking": None if ranking is None else ranking.as_data(),
            "faults": [
                {
                    "file": fault.file,
                    "cell": fault.cell,
                    "message": fault.sentence,
                    "severity": "error" if fault.is_error else "warning",
                }
                for fault in reading.faults
            ],
        }
        screen.write_json(content, json)
    out = screen.console(stderr=json == "-")
    for fault in reading.faults:
        screen.print_line(fault.line(), out)
    if json != "-":
        if ranking is None:
            out.print(_("There are no weights to compare."), markup=False)
        else:
            print_group(ranking, assessment, out)
    return 1 if reading.has_errors else 0


app = command_group(
    ("form", form, _("Write a form for each official.")),
    ("import", import_, _("Read filled-in forms and compare the officials.")),
)
