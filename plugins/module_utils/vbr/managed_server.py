# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Managed servers of VBR, operations under ``/api/v1/backupInfrastructure/managedServers``.

A server is added by an account and by what proves that it is the right one: the fingerprint of its SSH key, or the
thumbprint of its certificate. A task gives that, or trusts what the server presents.
The declaration of M(opendr.veeam.veeam_managed_server). Private to the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from ..core.errors import InvalidOption, UnexpectedResponse
from ..engine.actions import ActionReconciler
from ..engine.plan import ABSENT, PRESENT, UPDATE, Body, Plan, Request
from ..engine.resource_module import resource_module
from ..engine.task import Reader
from ..schema.fields import Field
from ..schema.resource import Operation, Resource
from ..schema.state import State, read_state
from ..schema.values import UUID
from ..schema.writing import write_state
from .managed_server_components import component_ports
from .product import VBR
from .references import CREDENTIALS, MANAGED_SERVER
from .server_info import CERTIFICATE_FIELDS
from .single_use_credentials import ONCE, SINGLE_USE

PATH = "/backupInfrastructure/managedServers"
ITEM = PATH + "/{id}"
CERTIFICATE = "/connectionCertificate"
SINCE_HYPERV = "1.3-rev0"

WINDOWS, LINUX, VSPHERE, DIRECTOR = "WindowsHost", "LinuxHost", "ViHost", "CloudDirectorHost"
HV_SERVER, HV_CLUSTER, SCVMM = "HvServer", "HvCluster", "SCVMM"
SMB_CLUSTER, SMB_SERVER = "SmbV3Cluster", "SmbV3StandaloneHost"
HYPERV = (HV_SERVER, HV_CLUSTER, SCVMM, SMB_CLUSTER, SMB_SERVER)
TYPES = (WINDOWS, LINUX, VSPHERE, DIRECTOR, *HYPERV)
TYPE_SPANS = dict.fromkeys(HYPERV, (SINCE_HYPERV, ""))
STORAGE_TYPES = ("Permanent", "SingleUse", "Certificate")

RESCANNED = "rescanned"
RESCAN = Operation("POST", ITEM + "/rescan", "session", session_type="VolumesDiscover", since="1.3-rev0")
NEW, ALWAYS = "new", "always"
# The option by which each type proves that it is the right server.
PROOFS = {LINUX: "ssh_fingerprint", VSPHERE: "certificate_thumbprint", DIRECTOR: "certificate_thumbprint"}

NETWORK_SETTINGS = (
    Field(
        "components",
        "list",
        elements="dict",
        fields=component_ports(),
        item_keys=("component_name",),
        variants=(WINDOWS, HV_SERVER, SCVMM, SMB_CLUSTER, SMB_SERVER),
    ),
    Field("port_range_start", "int", maximum=65535),
    Field("port_range_end", "int", maximum=65535),
    Field("server_side", "bool"),
)
SSH_SETTINGS = (
    Field(
        "components",
        "list",
        elements="dict",
        fields=component_ports(oldest=False),
        item_keys=("component_name",),
        since="1.3-rev0",
    ),
    Field("ssh_time_out_ms", "int", minimum=200, maximum=100000),
    Field("port_range_start", "int", maximum=65535),
    Field("port_range_end", "int", maximum=65535),
    Field("server_side", "bool"),
    Field("management_port", "int", until="1.2-rev1"),
)
OPTIONAL_COMPONENTS = (
    Field("display_name", required=True),
    Field(
        "component",
        api="optionalComponent",
        choices=(
            "CatalystSdk",
            "DDBoostSdk",
            "CifsGateway",
            "NfsGateway",
            "GuestInteractionProxy",
            "MountTarget",
            "SnapDiffV3",
            "IrisPlugin",
            "ApplicationBackupRepository",
        ),
        choice_spans=dict.fromkeys(("IrisPlugin", "ApplicationBackupRepository"), ("1.3-rev2", "")),
        required=True,
    ),
)
VI_SERVERS = (
    Field("vi_server_name", required=True),
    Field("vi_credentials", api="viCredentialsId", reference=CREDENTIALS, required=True),
    Field("certificate_thumbprint"),
    Field("cloud_director_vi_server_name", mode="computed"),
)

FIELDS = (
    Field("id", mode="computed", format=UUID),
    Field("name", mode="immutable", required=True),
    Field("description", default=""),
    Field("type", mode="immutable", choices=TYPES, choice_spans=TYPE_SPANS, required=True),
    Field(
        "credentials_storage_type",
        choices=STORAGE_TYPES,
        since=SINCE_HYPERV,
        variants=(WINDOWS, HV_SERVER),
        required=True,
    ),
    Field(
        "credentials_storage_type",
        choices=STORAGE_TYPES,
        choice_spans={"Certificate": ("1.3-rev0", "")},
        variants=(LINUX,),
        required=True,
    ),
    Field(
        "credentials",
        api="credentialsId",
        reference=CREDENTIALS,
        variants=(WINDOWS, HV_SERVER),
        required=True,
        required_until="1.2-rev1",
    ),
    Field("credentials", api="credentialsId", reference=CREDENTIALS, variants=(LINUX,)),
    Field(
        "credentials",
        api="credentialsId",
        reference=CREDENTIALS,
        variants=(VSPHERE, DIRECTOR, HV_CLUSTER, SCVMM, SMB_CLUSTER, SMB_SERVER),
        required=True,
    ),
    Field("single_use_credentials", "dict", mode=ONCE, fields=SINGLE_USE, variants=(LINUX,)),
    Field("handshake_code", mode="secret", since="1.3-rev0", variants=(LINUX,)),
    Field("ssh_fingerprint", mode=ONCE, variants=(LINUX,), required=True),
    Field("certificate_thumbprint", mode=ONCE, variants=(VSPHERE,)),
    Field("certificate_thumbprint", variants=(DIRECTOR,)),
    Field("port", "int", variants=(VSPHERE,), minimum=1, maximum=65535),
    Field("director_url", api="url", variants=(DIRECTOR,)),
    Field(
        "vi_servers",
        "list",
        elements="dict",
        fields=VI_SERVERS,
        item_keys=("vi_server_name",),
        variants=(DIRECTOR,),
        required=True,
    ),
    Field("network_settings", "dict", fields=NETWORK_SETTINGS, variants=(WINDOWS, *HYPERV)),
    Field("ssh_settings", "dict", fields=SSH_SETTINGS, variants=(LINUX,)),
    Field(
        "optional_components",
        "list",
        elements="dict",
        api="optionalComponents.optionalComponents",
        fields=OPTIONAL_COMPONENTS,
        item_keys=("component",),
        since="1.3-rev0",
        variants=(LINUX,),
    ),
    Field("max_task_count", "int", variants=(HV_SERVER,)),
    Field("hv_servers", "list", elements="str", mode=ONCE, item_property="hvServerName", variants=(HV_CLUSTER,)),
    Field("add_all_servers", "bool", variants=(SCVMM,)),
    Field("status", mode="computed"),
    Field("is_backup_server", "bool", mode="computed", since="1.3-rev0", variants=(WINDOWS, LINUX)),
    Field("is_default_mount_server", "bool", mode="computed", since="1.3-rev0", variants=(WINDOWS, LINUX)),
    Field("updates_state", mode="computed", since="1.3-rev0", variants=(WINDOWS, LINUX, HV_SERVER)),
    Field("auto_update_deadline", mode="computed", since="1.3-rev0", variants=(LINUX,)),
    Field(
        "is_vbr_linux_appliance",
        "bool",
        api="isVBRLinuxAppliance",
        mode="computed",
        since="1.3-rev0",
        variants=(LINUX,),
    ),
    Field("vi_host_type", mode="computed", variants=(VSPHERE,)),
    Field(
        "parent_host",
        api="parentHostId",
        mode="computed",
        reference=MANAGED_SERVER,
        name_from="parentHostName",
        variants=(HV_SERVER, HV_CLUSTER),
    ),
    Field(
        "child_servers",
        "list",
        elements="str",
        mode="computed",
        item_property="hvServerName",
        variants=(HV_CLUSTER, SCVMM),
    ),
)

PRESENTED = (
    Field("fingerprint", mode="computed"),
    Field("certificate", "dict", mode="computed", fields=CERTIFICATE_FIELDS),
)
# What the server needs to know to ask a host for its certificate or fingerprint.
OF_VI_SERVER = Field("vi_credentials", api="credentialsId", reference=CREDENTIALS)
CONNECTION = ("credentials_storage_type", "credentials", "single_use_credentials", "port")

SERVER = Resource(
    product=VBR,
    noun="managed server",
    path=PATH,
    fields=FIELDS,
    variant="type",
    identity={"name": "nameFilter"},
    create=Operation("POST", PATH, "session", session_type="Infrastructure"),
    update=Operation("PUT", ITEM, "session", session_type="Infrastructure"),
    delete=Operation("DELETE", ITEM, "session", session_type="InfrastructureItemDeletion"),
    post_reads=(CERTIFICATE,),
)


class ManagedServerReconciler(ActionReconciler):
    """A server is trusted only as the task says, and scanned again on request."""

    actions: ClassVar[Mapping[str, Operation]] = {RESCANNED: RESCAN}
    states = (PRESENT, ABSENT, RESCANNED)
    operations = (RESCAN,)
    readers: ClassVar[Mapping[str, Reader]] = {f"POST {CERTIFICATE}": PRESENTED}
    options: ClassVar[Mapping[str, Any]] = {"trust": {"type": "str", "choices": [NEW, ALWAYS]}}

    def desired(self, current: Body | None) -> State:
        """What the task gives, with the proof of the server where the task trusts what this presents.

        Raises InvalidOption where the task neither gives it nor trusts.
        """
        desired = self._with_proof(super().desired(current), current)
        known = {server.get("viServerName") for server in (current or {}).get("viServers") or []}
        servers = desired.get("vi_servers")
        if not servers:
            return desired
        proven = [
            server
            if server.get("vi_server_name") in known or server.get("certificate_thumbprint")
            else self._proven(server)
            for server in servers
        ]
        return {**desired, "vi_servers": proven}

    def _with_proof(self, desired: State, current: Body | None) -> State:
        context = self.context(current)
        option = PROOFS.get(context.variant or "")
        if not option or desired.get(option):
            return desired
        trust = self.task.params["trust"]
        changeable = context.variant == DIRECTOR
        if current is not None and not (changeable and trust == ALWAYS):
            return desired
        if trust is None and not self._is_asked(desired):
            return desired
        title = self.resource.title(desired)
        proof = self._accepted(title, self._presented, option, option)
        return {**desired, option: proof} if proof else desired

    def _proven(self, server: State) -> State:
        """A new vCenter Server of a VMware Cloud Director server, with the thumbprint that the task accepts."""
        name, credentials = server.get("vi_server_name"), server.get("vi_credentials")
        if not name or not credentials:
            # The plan says what is missing.
            return server
        body: dict[str, Any] = {"serverName": name, "type": VSPHERE}
        write_state((OF_VI_SERVER,), {OF_VI_SERVER.option: credentials}, body, self.context(None))
        option = "certificate_thumbprint"
        proof = self._accepted(f"vCenter Server '{name}'", self._ask(body), option, f"vi_servers.{option}")
        return {**server, option: proof} if proof else server

    def _accepted(self, title: str, presented: Mapping[str, Any], option: str, shown: str) -> str | None:
        """The proof that the task accepts, None where the backup server trusts it already.

        Raises InvalidOption where neither does.
        """
        trust = self.task.params["trust"]
        if trust is None and presented.get("is_trusted"):
            return None
        if trust is None:
            raise InvalidOption(
                f"The {title} is not trusted yet. It presents {_described(presented, option)}. Compare that on the "
                f"server itself, then give {shown}, or trust={NEW}.",
                option=shown,
            )
        return _proof(presented, option)

    def requests(self, plan: Plan, current: Body | None) -> list[Request]:
        """A vCenter Server of a VMware Cloud Director server says in an update to which it belongs."""
        requests = super().requests(plan, current)
        for request in requests:
            body = request.body if plan.operation == UPDATE and isinstance(request.body, dict) else {}
            for server in body.get("viServers") or []:
                server.setdefault("cloudDirectorViServerName", body["name"])
        return requests

    def _is_asked(self, desired: State) -> bool:
        """Whether the task says enough of a new server to ask it; the plan says what is missing."""
        return bool(desired.get("name")) and bool(
            desired.get("credentials") or desired.get("credentials_storage_type") in ("SingleUse", "Certificate")
        )

    @cached_property
    def _presented(self) -> Mapping[str, Any]:
        """What the host presents: ``fingerprint``, or the properties of its certificate."""
        context = self.context(None)
        desired = super().desired(None)
        body: dict[str, Any] = {"serverName": self.task.params["name"], "type": self.task.params["type"]}
        fields = tuple(field for field in FIELDS if field.option in CONNECTION)
        write_state(fields, {option: desired[option] for option in CONNECTION if option in desired}, body, context)
        return self._ask(body)

    def _ask(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        presented = read_state(PRESENTED, self.client.post_read(CERTIFICATE, dict(body)), self.context(None))
        return {**presented, **(presented.get("certificate") or {})}


def _proof(presented: Mapping[str, Any], option: str) -> str:
    """The fingerprint or thumbprint that the host presents. Raises UnexpectedResponse for none."""
    name = "fingerprint" if option == "ssh_fingerprint" else "thumbprint"
    value = presented.get(name)
    if not value:
        raise UnexpectedResponse(f"POST {CERTIFICATE}", name)
    return str(value)


def _described(presented: Mapping[str, Any], option: str) -> str:
    """What a person compares."""
    if option == "ssh_fingerprint":
        return f"an SSH key with the fingerprint {_proof(presented, option)}"
    return (
        f"a certificate for {presented.get('subject')}, issued by {presented.get('issued_by')}, valid until "
        f"{presented.get('valid_by')}, with the thumbprint {_proof(presented, option)}"
    )


MODULE = resource_module(SERVER, ManagedServerReconciler)
