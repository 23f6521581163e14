# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery that is a mount, whatever the product: which mount is ours, from which restore point, to which goal."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AmbiguousName,
    InvalidOption,
    ObjectNotFound,
    RecoveryBlocked,
)
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.schema.resource import Operation
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.product import VBR
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.mounted_recovery import (
    ABSENT,
    CHANGE_SETTINGS,
    MIGRATED,
    MOUNTED,
    MountedRecovery,
    migrate_step,
    mount_step,
    settings_step,
    unmount_step,
)
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.rerun_guard import EarlierRecovery
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.restore_point_choice import RestorePointChoice
from ansible_collections.opendr.veeam.plugins.module_utils.workflow.state_machine import (
    NONE,
    Done,
    Lifecycle,
    Observation,
)

LIFECYCLE: Lifecycle[MountedRecovery] = Lifecycle(
    "recovery",
    {
        MOUNTED: {
            NONE: mount_step(Operation("POST", "/mounts", "object"), "mounted"),
            "mounted": Done(),
            "other settings": settings_step(Operation("PUT", "/mounts/{id}/settings", "object"), "mounted"),
            "migrated": Done(),
        },
        MIGRATED: {
            NONE: mount_step(Operation("POST", "/mounts", "object"), "mounted"),
            "mounted": migrate_step(Operation("POST", "/mounts/{id}/migrate", "nothing"), "migrated"),
            "other settings": settings_step(Operation("PUT", "/mounts/{id}/settings", "object"), "mounted"),
            "migrated": Done(),
        },
        ABSENT: {
            NONE: Done(),
            "mounted": unmount_step(Operation("POST", "/mounts/{id}/unmount", "nothing"), NONE),
            "migrated": Done(),
        },
    },
)


class Server:
    """A list of mounts, which each write changes."""

    product = VBR
    server_time = datetime(2026, 5, 4, 20, 0, tzinfo=timezone.utc)

    def __init__(self, *mounts):
        self.mounts = list(mounts)
        self.writes = []

    def write(self, method, path, body=None, timeout=None):
        self.writes.append((method, path, body))
        _root, _mounts, *rest = path.split("/")
        if not rest:
            self.mounts.append(mount("m1", point=body["point"]))
        elif rest[1] == "settings":
            self.mounts[0]["state"] = "mounted"
        else:
            self.mounts[:] = [one for one in self.mounts if one["id"] != rest[0]]
            if rest[1] == "migrate":
                self.mounts.append(mount(rest[0], state="migrated"))


def mount(identifier, name="app01", point="newest", state="mounted"):
    return {"id": identifier, "name": name, "point": point, "state": state}


class Recovery(MountedRecovery):
    """A product's recovery in its shortest form."""

    name = "app01"
    alternative = "Or set vm_name. "
    earlier: EarlierRecovery | None = None

    def lifecycle(self):
        return LIFECYCLE

    def list_mounts(self):
        return self.client.mounts

    def read_mount(self, identifier):
        return next((one for one in self.client.mounts if one["id"] == identifier), None)

    def is_ours(self, mount):
        return mount["name"] == self.name

    def is_over(self, mount):
        return mount["state"] == "gone"

    def point_id_of(self, mount):
        return mount["point"]

    def point_of(self, mount):
        return {"id": mount["point"]}

    def choose_point(self):
        return RestorePointChoice({"id": self.rules.get("id", "newest")})

    def observe_mount(self, mount):
        return Observation(NONE) if mount is None else Observation(mount["state"], mount)

    def earlier_recovery(self):
        return self.earlier

    def ensure_not_done_unseen(self):
        if self.task.params.get("unseen"):
            raise RecoveryBlocked("It may be in production.")

    def mount_body(self):
        return {"point": self.choice.point["id"]}

    def migration_body(self):
        return {"to": "production"}

    def settings_body(self):
        return {"type": "Auto"}

    def settings_facts(self):
        return {"settings": "current"}

    def desired_settings_facts(self):
        return {"settings": "desired"}

    def mount_facts(self, mount):
        return None if mount is None else {"id": mount["id"]}

    def restore_point_facts(self):
        return None if self.choice is None else dict(self.choice.point)

    def request_facts(self, steps):
        return dict.fromkeys(steps, True)


def recovery(server, clock, goal=MOUNTED, check=False, point=None, **params):
    task = Task(server, clock, {"wait_timeout": 100, "restore_point": point or {"name": "app01"}, **params}, {}, check)
    return Recovery(task, goal)


def test_what_is_not_mounted_is_mounted_and_reported(clock):
    server = Server(mount("m9", name="db01"))
    result = recovery(server, clock).run()
    assert server.writes == [("POST", "/mounts", {"point": "newest"})]
    assert (result["changed"], result["steps"], result["phase"]) == (True, ["mount"], "mounted")
    assert (result["mount"], result["restore_point"]) == ({"id": "m1"}, {"id": "newest"})
    assert result["recovery"] == {"mount": True}
    assert result["diff"] == {
        "before": {"name": "app01", "phase": NONE, "settings": "current"},
        "after": {"name": "app01", "phase": "mounted", "settings": "current"},
    }
    assert not recovery(server, clock).run()["changed"]


def test_every_step_to_the_goal_is_made_and_predicted(clock):
    predicted = recovery(Server(), clock, MIGRATED, check=True).run()
    result = recovery(Server(), clock, MIGRATED).run()
    assert result["steps"] == predicted["steps"] == ["mount", "migrate"]
    assert result["diff"] == predicted["diff"]
    assert predicted["phase"] == NONE


def test_other_settings_are_changed_and_the_diff_shows_both(clock):
    server = Server(mount("m1", state="other settings"))
    result = recovery(server, clock).run()
    assert server.writes == [("PUT", "/mounts/m1/settings", {"type": "Auto"})]
    assert result["steps"] == [CHANGE_SETTINGS]
    assert (result["diff"]["before"]["settings"], result["diff"]["after"]["settings"]) == ("current", "desired")


def test_the_restore_point_of_a_mount_is_the_one_that_counts(clock):
    assert recovery(Server(mount("m1", point="older")), clock).run()["restore_point"] == {"id": "older"}


def test_a_mount_of_another_restore_point_blocks_a_task_that_names_one(clock):
    server = Server(mount("m1", point="older"))
    expected = "already mounted, from the restore point older and not from p7. .*Or set vm_name. .*state=absent first"
    with pytest.raises(RecoveryBlocked, match=expected) as caught:
        recovery(server, clock, point={"id": "p7"}).run()
    assert caught.value.facts == {"mount": "m1", "current": "older", "desired": "p7"}
    assert server.writes == []


def test_of_several_mounts_those_that_are_gone_and_those_of_other_points_are_ignored(clock):
    gone, older, newest = mount("m1", state="gone"), mount("m2", point="older"), mount("m3")
    assert recovery(Server(gone, newest), clock).find_mount() == newest
    assert recovery(Server(older, newest), clock, point={"id": "older"}).find_mount() == older
    one = recovery(Server(gone, mount("m9", name="db01")), clock)
    assert one.find_mount() == gone
    assert one.other_mounts == [mount("m9", name="db01")]


def test_two_mounts_that_could_be_meant_are_listed(clock):
    with pytest.raises(AmbiguousName, match=r"m1 \(mounted\), m2 \(mounted\). Set mount_id to the id of the mount"):
        recovery(Server(mount("m1"), mount("m2")), clock).run()


def test_a_mount_that_the_task_names_is_taken_whatever_its_name(clock):
    server = Server(mount("m1"), mount("m2", name="db01"))
    result = recovery(server, clock, ABSENT, mount_id="m2").run()
    assert server.writes == [("POST", "/mounts/m2/unmount", None)]
    assert result["steps"] == ["unmount"]


def test_a_mount_that_the_task_names_is_not_made(clock):
    assert not recovery(Server(), clock, ABSENT, mount_id="m7").run()["changed"]
    with pytest.raises(ObjectNotFound, match="no mount with the id m7. To mount 'app01', leave mount_id out."):
        recovery(Server(), clock, mount_id="m7").run()


def test_nothing_is_chosen_to_remove_what_is_not_there(clock):
    assert recovery(Server(), clock, ABSENT).run()["restore_point"] is None


@pytest.mark.parametrize("check", [True, False])
def test_a_lasting_goal_that_was_reached_before_blocks_another_recovery(clock, monkeypatch, check):
    monkeypatch.setattr(Recovery, "earlier", EarlierRecovery("s1", "yesterday"))
    server = Server()
    with pytest.raises(RecoveryBlocked, match="in the session s1, which ended yesterday"):
        recovery(server, clock, MIGRATED, check).run()
    assert server.writes == []
    assert recovery(server, clock, MIGRATED, True, since="2026-05-04T08:00:00Z").run()["changed"]
    assert recovery(server, clock, MIGRATED, True, again="new_restore_point").run()["changed"]
    assert recovery(server, clock, MOUNTED, True).run()["changed"]


def test_what_may_have_reached_a_lasting_goal_unseen_is_not_mounted_again(clock):
    server = Server()
    with pytest.raises(RecoveryBlocked, match="may be in production"):
        recovery(server, clock, MIGRATED, unseen=True).run()
    assert server.writes == []
    assert recovery(server, clock, MOUNTED, unseen=True).run()["changed"]


@pytest.mark.parametrize("goal", [MOUNTED, MIGRATED, ABSENT])
def test_a_time_that_the_server_has_not_reached_is_refused_before_anything_is_sent(clock, goal):
    server = Server(mount("m1"))
    with pytest.raises(InvalidOption, match="is later than the clock of the server, which shows 2026-05-04T20:00:00Z"):
        recovery(server, clock, goal, since="2026-05-04T20:00:02Z").run()
    assert server.writes == []
