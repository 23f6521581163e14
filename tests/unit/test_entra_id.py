# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Microsoft Entra ID: what is sent of a task, and what responses mean, whatever they leave out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ansible_collections.opendr.veeam.plugins.module_utils.core.errors import (
    AuthenticationFailed,
    InvalidOption,
    NotConverged,
    ResponseLost,
    SessionFailed,
    SessionTimedOut,
    UnexpectedResponse,
)
from ansible_collections.opendr.veeam.plugins.module_utils.core.timestamps import parse_time
from ansible_collections.opendr.veeam.plugins.module_utils.engine.task import Task
from ansible_collections.opendr.veeam.plugins.module_utils.http.responses import decoded
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_credential import MODULE as CREDENTIAL
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_credential import (
    authorized,
    code_facts,
    state_facts,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_mounts import backup_id_of
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_restore.items import (
    Item,
    Wanted,
    found_items,
    pages,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_restore.options import (
    items_body,
    options,
    properties_body,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_restore.production import (
    compared,
    comparison,
    differences,
)
from ansible_collections.opendr.veeam.plugins.module_utils.vbr.entra_id_restore.sessions import (
    RESTORE_ITEMS,
    Begun,
    log_lines,
    restore,
    work_left,
)

MOUNT, POINT, USER = "m1", "p1", "u1"
PARAMS = {
    "source": "backup",
    "existing": "keep",
    "credentials_id": None,
    "skip_relationships": False,
    "relationships_mode": None,
    "reason": None,
    "request_password_change": None,
    "default_user_password": None,
}


def item(kind="User", password="", properties=()):
    return Item(Wanted(kind, "Bob", "", tuple(properties), password), USER, "Bob", POINT)


def task(server, clock, **params):
    given = {**PARAMS, "wait_timeout": 60, "poll_interval": 1, **params}
    return Task(server, clock, given, {key: value for key, value in given.items() if value is not None})


def responded(body):
    return decoded(body, "POST /x")


# --- Bodies ---


def test_what_the_server_has_no_documented_default_for_is_always_sent(server, clock):
    assert items_body(task(server, clock), [item()]) == {
        "skipRecycleBinRestore": True,
        "skipObjectsIfExist": True,
        "skipRelationships": False,
        "items": [{"itemId": USER, "restorePointId": POINT}],
    }


@pytest.mark.parametrize("skipped", [True, False])
def test_whether_relationships_are_restored_is_sent_though_the_task_leaves_it_out(server, clock, skipped):
    given = task(server, clock, skip_relationships=skipped)
    del given.raw["skip_relationships"]
    assert items_body(given, [item()])["skipRelationships"] is skipped
    assert properties_body(given, item(properties=[{"name": "x"}]))["skipRelationships"] is skipped


def test_relationships_that_differ_count_unless_they_are_skipped():
    compared_item = found(references=[{"referenceType": "MemberOf", "values": [{"newValue": True}]}])
    assert differences(item(), compared_item, True) == ["MemberOf"]
    assert differences(item(), compared_item, False) == []


def test_the_recycle_bin_is_the_opposite_of_the_backup(server, clock):
    body = items_body(task(server, clock, source="recycle_bin", existing="overwrite"), [item()])
    assert (body["skipRecycleBinRestore"], body["skipObjectsIfExist"]) == (False, False)


def test_passwords_are_sent_for_users_alone(server, clock):
    given = task(server, clock, default_user_password="a", request_password_change=True)
    body = items_body(given, [item(password="b"), item("Group")])
    assert body["usersPasswords"] == [{"userId": USER, "password": "b"}]
    assert (body["defaultUserPassword"], body["requestPasswordChangeOnLogon"]) == ("a", True)
    assert not {"usersPasswords", "defaultUserPassword"} & set(items_body(given, [item("Group")]))


def test_the_properties_of_one_item_are_named(server, clock):
    wanted = item(properties=[{"name": "jobTitle", "group_id": None}, {"name": "x", "group_id": "g"}])
    body = properties_body(task(server, clock, reason="why", credentials_id="c"), wanted)
    assert body["includedProperties"] == [{"id": "jobTitle"}, {"id": "x", "groupId": "g"}]
    assert (body["itemType"], body["itemId"], body["restorePointId"]) == ("User", USER, POINT)
    assert (body["reason"], body["credentialsId"], body["skipObjectsIfExist"]) == ("why", "c", False)


# --- Responses ---


def found(properties=(), references=(), lacking=""):
    result = {"existsInNewRestorePoint": True, "properties": list(properties), "references": list(references)}
    result = {key: None if key == lacking else value for key, value in result.items()}
    return comparison(responded('{"status": "Success"}') | {"result": result})


def changed(name, read_only=False, **values):
    return {"propertyName": name, "readOnly": read_only, "oldValue": "a", "newValue": "b", **values}


def test_what_cannot_be_restored_is_no_difference():
    member = {"referenceTypeDisplayName": "Member of", "values": [{"oldValue": True, "newValue": False}]}
    same = {"referenceType": "ownerOf", "values": [{"oldValue": True, "newValue": True}]}
    result = found([changed("a"), changed("b", True), changed("c", newValue="a")], [member, same])
    assert differences(item(), result, with_relations=True) == ["a", "Member of"]
    assert differences(item(), result, with_relations=False) == ["a"]


@pytest.mark.parametrize("lacking", ["properties", "references", "existsInNewRestorePoint"])
def test_a_comparison_may_lack_what_it_has_none_of(lacking):
    assert differences(item(), found(lacking=lacking), with_relations=True) == []


def test_a_property_that_was_set_only_later_differs():
    assert differences(item(), found([changed("a", oldValue=None)]), with_relations=True) == ["a"]


@pytest.mark.parametrize(
    ("name", "words"), [("c", "has no property 'c'. Available: 'a'."), ("b", "cannot be restored")]
)
def test_properties_have_to_exist_and_to_be_restorable(name, words):
    with pytest.raises(InvalidOption, match=words):
        differences(item(properties=[{"name": name}]), found([changed("a"), changed("b", True)]), True)


def test_a_comparison_is_made_with_production_as_it_is_now_and_waited_for(clock):
    class Comparing:
        sent, left = None, ["Running", "Success"]

        def post_read(self, _path, body):
            self.sent = body
            return {"compareSessionId": "c1"}

        def get(self, _path):
            return {"status": self.left.pop(0), "result": {"existsInNewRestorePoint": True, "properties": []}}

    server = Comparing()
    assert compared(task(server, clock), MOUNT, item()).exists
    assert (server.sent["reloadCache"], "newRestorePointId" in server.sent, server.left) == (True, False, [])


@pytest.mark.parametrize(("reason", "words"), [("It is gone", "It is gone"), (None, "gives no reason")])
def test_a_comparison_that_fails_says_why(reason, words):
    with pytest.raises(SessionFailed, match=words):
        comparison({"status": "Failure", "errorMessage": reason}, "User Bob")


def test_a_log_may_be_of_any_form():
    record = {"status": "Success", "title": "Restoring user Bob"}
    assert [line.title for line in log_lines({"records": [record, {"title": None}]})] == ["Restoring user Bob", ""]
    assert log_lines(None) == log_lines({"records": None}) == log_lines([]) == []


def test_an_exact_name_goes_before_one_in_another_case(server, clock):
    found = [{"id": key, "displayName": name, "restorePointId": POINT} for key, name in (("1", "bob"), ("2", "Bob"))]
    server.post_read = lambda _path, _body: {"data": found}
    wanted = Wanted("User", "Bob", "", (), "")
    given = task(server, clock, restore_point_id=None, before=None)
    assert [one.id for one in found_items(given, "b1", [wanted])] == ["2"]


def test_the_id_of_an_item_is_any_text():
    assert "format" not in options()["items"]["options"]["id"]


def test_pages_are_read_until_nothing_new_comes(clock):
    class Server:
        """Ignores the page that is asked for, or knows three items."""

        def __init__(self, size):
            self.size, self.asked = size, []

        def post_read(self, _path, body):
            self.asked.append(body["skip"])
            every = [{"id": str(number)} for number in range(3)]
            # The total says no more than the page, and the page is not named, as in the vendor's examples.
            return {"data": every[body["skip"] :][: self.size], "pagination": {"total": 1, "skip": None, "limit": None}}

    server = Server(2)
    assert [one["id"] for one in pages(Task(server, clock, {}, {}), "/x", {})] == ["0", "1", "2"]
    assert server.asked == [0, 2, 3]
    server.post_read = lambda _path, _body: {"data": [{"id": "0"}]}
    assert len(list(pages(Task(server, clock, {}, {}), "/x", {}))) == 1
    server.post_read = lambda _path, _body: {"data": None}
    assert list(pages(Task(server, clock, {}, {}), "/x", {})) == []


class Restoring:
    """A mount in which restores are in one state after the other; the last one stays."""

    def __init__(self, *states, after_stop=""):
        self.left, self.after_stop, self.stopped = list(states), after_stop, 0

    def nested_pages(self, _path):
        return iter(())

    def write(self, _method, path, _body=None):
        if path.endswith("/stop"):
            self.stopped += 1
            self.left = [self.after_stop] if self.after_stop else self.left
        return {"id": "r1", "state": "Pending"}

    def get(self, path):
        if path.endswith("/logs"):
            return {"records": [{"status": "Warning", "title": "No license"}]}
        state = self.left.pop(0) if len(self.left) > 1 else self.left[0]
        return {"id": "r1", "state": state, "endTime": "0001-01-01T00:00:00"}


def test_a_restore_goes_on_in_every_state_that_is_no_end(clock):
    server = Restoring("Pending", "NeverExecuted", "Running", "Stopping", "SomethingNew", "Success")
    ended = restore(task(server, clock), MOUNT, RESTORE_ITEMS, {}, "The restore", Begun())
    assert ended.facts() == {"id": "r1", "state": "Success", "log": ["[Warning] No license"]}


@pytest.mark.parametrize(("state", "words"), [("Failed", "failed: No license."), ("Canceled", "was canceled")])
def test_a_restore_that_ends_badly_says_why(clock, state, words):
    with pytest.raises(SessionFailed, match=words):
        restore(task(Restoring(state), clock), MOUNT, RESTORE_ITEMS, {}, "The restore", Begun())


@pytest.mark.parametrize(("after", "words"), [("Canceled", "and was stopped"), ("", "and the server did not stop it")])
def test_a_restore_that_takes_too_long_is_stopped(clock, after, words):
    server = Restoring("Running", after_stop=after)
    with pytest.raises(SessionTimedOut, match=words) as late:
        restore(task(server, clock), MOUNT, RESTORE_ITEMS, {}, "The restore", Begun())
    assert server.stopped == 1
    # The mount in which it still runs is named, and only that.
    assert late.value.facts.get("session_id") == (None if after else MOUNT)


@pytest.mark.parametrize(
    ("begun", "words"),
    [
        ([], "so the request most likely did not arrive"),
        (["r0", "r1"], None),
        (["r0", "r1", "r2"], "does not show which is of this task: 'r1', 'r2'"),
    ],
)
def test_a_restore_is_that_of_a_lost_request_only_where_no_other_has_begun_in_the_mount(clock, begun, words):
    class Losing(Restoring):
        listed = ("r0",)
        ended = ("r0",)

        def nested_pages(self, _path):
            return iter([{"id": one, "state": "Success" if one in self.ended else "Running"} for one in self.listed])

        def write(self, _method, _path, _body=None):
            self.listed = begun
            raise ResponseLost("The connection was closed.")

    server, known = Losing("Success"), Begun()
    given = (task(server, clock), MOUNT, RESTORE_ITEMS, {}, "The restore", known)
    if words is None:
        assert restore(*given).id == "r1"
        return
    with pytest.raises(NotConverged, match=words):
        restore(*given)
    # The only one that still runs at the end may be of somebody else: it is not stopped, and keeps its mount.
    server.listed, server.ended = ["r0", "r1", "r2"], ("r0", "r1")
    assert work_left(given[0], MOUNT, known, reused=False) == "The restore 'r2' still runs in it."
    assert server.stopped == 0


# --- Sign-in ---


@pytest.mark.parametrize(("ahead", "outcome"), [(1, "The code has expired"), (-1, "pending")])
def test_a_code_expires_by_the_clock_of_the_server(server, clock, ahead, outcome):
    expires = "2026-05-04T12:00:00Z"
    # The controller's own clock is wrong, in the other direction.
    clock.time = (parse_time(expires) - timedelta(hours=ahead)).timestamp()
    server.server_time = parse_time(expires) + timedelta(seconds=ahead)
    server.post_read = lambda _path, _body: {"status": "Pending"}
    params = {"session_id": MOUNT, "flow": "device_code", "user_code": "A", "expires_on": expires}
    given = {**dict.fromkeys(CREDENTIAL.options), **params, "wait": False, "wait_timeout": 60}
    given["poll_interval"] = 1
    if outcome == "pending":
        assert CREDENTIAL.run(Task(server, clock, given, params))["status"] == outcome
    else:
        with pytest.raises(AuthenticationFailed, match=outcome):
            CREDENTIAL.run(Task(server, clock, given, params))


def test_the_device_code_is_no_fact():
    code = responded('{"userCode": "A", "deviceCode": "secret", "verificationUrl": "u", "message": null}')
    assert code_facts(code) == {"user_code": "A", "verification_url": "u", "message": "", "expires_on": None}


def test_a_state_need_not_say_anything():
    assert state_facts(responded("{}"))["status"] == "Pending"
    with pytest.raises(UnexpectedResponse, match="credentialsId"):
        state_facts(responded('{"status": "Success"}'))


def test_a_good_response_may_be_a_refusal():
    with pytest.raises(AuthenticationFailed, match="access_denied: No consent"):
        authorized(responded('{"successful": false, "error": "access_denied", "errorDescription": "No consent"}'))
    with pytest.raises(AuthenticationFailed, match="nothing more"):
        authorized(responded('{"successful": false}'))
    assert authorized(responded('{"successful": true, "credentialsId": "c"}')) == "c"


@pytest.mark.parametrize("mount", [{}, {"sourceProperties": None}, {"sourceProperties": {"backupId": None}}])
def test_a_mount_need_not_say_what_it_is_of(mount):
    assert backup_id_of(mount) == ""
