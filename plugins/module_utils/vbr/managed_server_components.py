# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The components of VBR on a managed server, and the ports of each. Private to the collection."""

from __future__ import annotations

from ..schema.fields import Field

OLDEST, MIDDLE, NEWEST = "1.2-rev1", "1.3-rev0", "1.3-rev1"

# What the oldest revision knows, under the name that later ones have for it, and its own name.
OLDEST_WORDS = {
    "TransportSvc": "Transport",
    "VPowerNFS": "Nfs",
    "HvIntegration": "HvIntegration",
    "InstallerSvc": "DeployerSvc",
    "WanAccelerator": "WanAccelerator",
    "TapeProxy": "Tape",
    "CloudGateway": "CloudGate",
    "CloudSvcInvoker": "CloudServiceInvoker",
    "CloudSvcRemoting": "CloudServiceRemoting",
    "RestoreProxy": "RestoreProxy",
    "Agent": "EpAgent",
    "AgentSqlLocalDB": "EpAgentSqlLocalDB",
    "AgentSharedMgmtObjects": "EpAgentSharedManagementObjects",
    "AgentSqlSysClrTypes": "EpAgentSqlSysClrTypes",
    "DistributionSvc": "AgentConfigureService",
    "VawRedist": "VawRedist",
    "ValRedist": "ValRedist",
    "GuestControl": "GuestControl",
    "VssIntegration": "FileSystemVssIntegration",
    "VssHvSnapshotProvider": "VssHwSnapshotProvider",
    "CdpSvc": "Cdp",
    "VamRedist": "VamRedist",
}

COMPONENTS = (
    "TransportSvc",
    "VPowerNFS",
    "HvIntegration",
    "InstallerSvc",
    "WanAccelerator",
    "TapeProxy",
    "CloudGateway",
    "CloudSvcInvoker",
    "CloudSvcRemoting",
    "RestoreProxy",
    "Agent",
    "AgentSqlLocalDB",
    "AgentSharedMgmtObjects",
    "AgentSqlSysClrTypes",
    "DistributionSvc",
    "VawRedist",
    "ValRedist",
    "GuestControl",
    "VssIntegration",
    "VssHvSnapshotProvider",
    "CdpSvc",
    "VamRedist",
    "VauRedist",
    "PluginOracleRman",
    "CloudMessageSvc",
    "DbPluginRedist",
    "Vddk",
    "PlatformConverterSvc",
    "StandBySvc",
    "GuestInteractionProxy",
    "StoreOnceCatalystSdk",
    "DDBoostSdk",
    "PluginMsSql",
    "AppBackupRepository",
    "PSManagementSvc",
    "OpenSSL300",
    "Antivirus",
    "CifsGateway",
    "MountTarget",
    "NfsGateway",
    "SnapDiffV3",
    "Ynq",
    "MountServerDependencies",
    "GuestProxyDependencies",
    "CdpAgent",
    "CdpFilter",
    "OpenTelemetryCollector",
    "IrisPlugin",
    "OpenSSL312",
    "HotAdd",
    "OpenSSL3v13",
)

# What came with NEWEST or later.
_NEW = ("OpenSSL300", "CdpAgent", "CdpFilter", "OpenTelemetryCollector", "IrisPlugin", "OpenSSL312", "HotAdd")
MIDDLE_COMPONENTS = tuple(name for name in COMPONENTS if name not in _NEW)

SPANS = {
    "OpenSSL300": ("1.3-rev2", ""),
    "OpenTelemetryCollector": ("1.3-rev2", ""),
    "IrisPlugin": ("1.3-rev2", ""),
    "OpenSSL312": ("1.3-rev2", ""),
    "HotAdd": ("1.3-rev2", ""),
    "OpenSSL3v13": ("", "1.3-rev1"),
}

_BY_WORD = {
    **{name.lower(): name for name in COMPONENTS},
    **{old.lower(): name for name, old in OLDEST_WORDS.items()},
}


def component_word(given: object) -> str | None:
    """The name of a component; servers write the old ones in later revisions too."""
    return _BY_WORD.get(str(given).lower(), str(given))


def component_ports(oldest: bool = True) -> tuple[Field, ...]:
    """The suboptions of a component and its port; ``oldest`` is whether the oldest revision has the list too."""
    first = Field("component_name", choices=tuple(OLDEST_WORDS), api_choices=OLDEST_WORDS, until=OLDEST, required=True)
    return (
        *((first,) if oldest else ()),
        Field(
            "component_name",
            choices=MIDDLE_COMPONENTS,
            api_choices={"VPowerNFS": "vPowerNFS"},
            since=MIDDLE if oldest else "",
            until=MIDDLE,
            required=True,
            word=component_word,
        ),
        Field(
            "component_name",
            choices=COMPONENTS,
            choice_spans=SPANS,
            since=NEWEST,
            required=True,
            word=component_word,
        ),
        Field("port", "int", required=True, minimum=1, maximum=65535),
    )
