"""Two people at one project: nothing of either is overwritten unseen."""

import threading

import pytest
from tests.project.surveys import survey

from rpa_scout.errors import ConflictError, NotAllowedError, StorageError
from rpa_scout.project.project import Project
from rpa_scout.project.states import TaskState
from rpa_scout.project.store.storage import Storage

TASKS = survey({"税務課": [f"業務{number}" for number in range(8)]})


def test_the_second_gets_a_conflict_with_both_values(project, second):
    project.surveys.import_(TASKS)
    project.tasks.get("税務課-6")
    second.tasks.decide(["税務課-6"], "on_hold", "予算がない", planned_fiscal_year=2029)
    with pytest.raises(ConflictError) as caught:
        project.tasks.decide(["税務課-6"], "adopted", planned_fiscal_year=2027)
    sentence = str(caught.value)
    for part in ("税務課-6", "担当B", "2029", "2027"):
        assert part in sentence
    task = second.tasks.get("税務課-6")
    assert (task.state, task.planned_fiscal_year) == (TaskState.ON_HOLD, 2029)
    project.tasks.decide(["税務課-6"], "adopted")  # now it was seen
    assert project.tasks.get("税務課-6").state is TaskState.ADOPTED


def test_other_rows_do_not_conflict(project, second):
    project.surveys.import_(TASKS)
    project.tasks.all()
    second.tasks.decide(["税務課-6"], "adopted")
    project.tasks.decide(["税務課-7"], "adopted")
    second.tasks.decide(["税務課-6"], "building")
    assert project.verify().is_whole


def test_a_row_that_is_gone_conflicts_too(project, second):
    project.surveys.import_(TASKS)
    project.tasks.override("税務課-6", "hours", 10, "見立て")
    second.tasks.withdraw_override("税務課-6", "hours")
    with pytest.raises(ConflictError):
        project.tasks.override("税務課-6", "hours", 12, "見直し")
    project.tasks.override("税務課-6", "hours", 12, "見直し")


def test_refresh_tells_what_others_did(project, second):
    project.surveys.import_(TASKS)
    second.refresh()
    project.tasks.all()
    second.tasks.decide(["税務課-6"], "adopted")
    project.tasks.note("こちらの変更")
    assert [(one.kind, one.author) for one in project.refresh()] == [("decide", "担当B")]
    assert project.refresh() == []
    project.tasks.decide(["税務課-6"], "on_hold", "予算がない")


def test_a_thousand_changes_of_two_clients_interleave_and_none_is_lost(project):
    """Each client counts up the owners of tasks it has looked at; the sum must be the changes."""
    project.surveys.import_(TASKS)
    names = list(TASKS.tasks.index)
    done = {"担当B": 0, "担当C": 0}
    faults = []
    together = threading.Barrier(2)

    def work(client, author):
        together.wait()
        for step in range(500):
            name = names[(step * 3 + len(author)) % len(names)]
            while True:
                try:
                    count = int(client.tasks.get(name).owner or 0)
                    client.tasks.decide([name], None, owner=str(count + 1))
                except ConflictError:
                    continue  # look again, count again
                except StorageError as error:  # a file may be busy for a moment
                    faults.append(error)
                else:
                    done[author] += 1
                    break

    clients = {author: Project(Storage(project.location), author) for author in done}
    threads = [
        threading.Thread(target=work, args=(client, author)) for author, client in clients.items()
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    for client in clients.values():
        client.close()
    assert done == {"担当B": 500, "担当C": 500}
    assert sum(int(one.owner) for one in project.tasks.all()) == 1_000
    entries = [one for one in project.history.entries() if one.kind == "decide"]
    assert len(entries) == 1_000
    assert project.verify().is_whole
    assert faults == []


def test_one_at_a_time_on_a_file(file, policy):
    with Project.create(file, policy, "担当A") as first:
        first.surveys.import_(TASKS)
        with Project.open(file, "担当B", read_only=True) as reader:
            assert reader.holder.name == "担当A"
            assert len(reader.tasks.all()) == 8
            with pytest.raises(NotAllowedError):
                reader.tasks.decide(["税務課-6"], "adopted")
