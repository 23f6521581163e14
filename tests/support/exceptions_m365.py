# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules for Microsoft 365 leave out of the vendor's documents on purpose, with the reasons."""

from __future__ import annotations

from support.exception_type import SORTED_BY_PLAYBOOK, Exceptions

A_FACT_OF_THE_CLOUD = "a fact of the cloud that a task does not decide"
ITEM_FACTS = (
    "_links",
    "assignedLicenses",
    "dataLocation",
    "eTag",
    "locationType",
    "managedBy",
    "msid",
    "office",
    "onPremisesSid",
    "site",
    "siteCollectionError",
    "type",
)
OF_REPOSITORY = {"organizationId": "sent for the organization whose backups in a repository are explored"}
M365: dict[str, Exceptions] = {
    "veeam_m365_job": Exceptions(
        queries={"skipItemUpdate": "a task gives the id of an object, and the server knows its other properties best"},
        properties={
            "runNow": "a run is started by the state of the task",
            **dict.fromkeys(
                ("id", "lastRun", "nextRun", "lastBackup", "lastStatus", "_links"),
                "v7 has one model for all of a job; the server sets it",
            ),
            **{
                f"{items}.{fact}": reason
                for items in ("selectedItems", "excludedItems")
                for fact, reason in {
                    "id": "the server makes it of the object; an update sends it back",
                    "_links": "only read",
                    **{f"*.{key}": A_FACT_OF_THE_CLOUD for key in ITEM_FACTS},
                }.items()
            },
        },
        conditional={
            f"{items}.{key}": "taken from the organization"
            for items in ("selectedItems", "excludedItems")
            for key in ("site.*", "team.*")
        },
        required={
            "name": "without one nobody finds the job again",
            "repositoryId": "v7 does not demand it, and a job without a repository keeps nothing",
        },
        sessions={"/Jobs/{jobId}/start": "the sessions of a job name it"},
        responses={"/Jobs/{jobId}/start": "v7 names no session, and those of the job are read"},
    ),
    "veeam_m365_job_session_info": Exceptions(
        queries={"status": "it takes other words than sessions have, and v7 does not have it; compared here"},
    ),
    "veeam_m365_encryption_password": Exceptions(
        properties={
            "id": "the server gives it; a task cannot know it before",
            **dict.fromkeys(("newPassword", "oldPassword"), "no operation changes a password"),
            "_links": "only read",
        },
        required={"description": "without a hint nobody finds the password again", "password": "the password itself"},
    ),
    "veeam_m365_restore_session": Exceptions(
        queries=OF_REPOSITORY,
        properties={"repositoryId": "with a repository, the operation of the repository is used"},
        required={"type": "nobody knows what to explore without it"},
    ),
    "veeam_m365_mailbox_restore": Exceptions(
        derived={"type": "a session of the kind that the module restores from"},
        queries=OF_REPOSITORY,
        properties={"repositoryId": "with a repository, the operation of the repository is used"},
        required={
            "type": "a session for mailboxes",
            "mailbox": "without one nobody knows where to restore to",
        },
    ),
    "veeam_m365_onedrive_restore": Exceptions(
        derived={"type": "a session of the kind that the module restores from"},
        queries=OF_REPOSITORY,
        properties={"repositoryId": "with a repository, the operation of the repository is used"},
        required={"type": "a session for OneDrives"},
    ),
    "veeam_m365_restore_session_info": Exceptions(
        queries={"orderAsc": SORTED_BY_PLAYBOOK, "orderBy": SORTED_BY_PLAYBOOK},
    ),
    "veeam_m365_proxy_info": Exceptions(queries={"extendedView": "what it adds is in v7 only, and in v8 always there"}),
    "veeam_m365_repository": Exceptions(
        properties={
            "id": "the server gives it; a task cannot know it before",
            "objectStorage.id": "the server gives it; an update sends back what was read",
            "objectStorage.*._links": A_FACT_OF_THE_CLOUD,
            **{f"objectStorage.{fact}": "only read" for fact in ("usedSpaceBytes", "freeSpaceBytes", "_links")},
            **{
                f"objectStorage.azureServiceAccount.{fact}": "its ID says which it is"
                for fact in (
                    "type",
                    "displayName",
                    "description",
                    "applicationId",
                    "applicationCertificateThumbprint",
                    "azureEnvironment",
                    "azureTenantId",
                    "lastModified",
                )
            },
            "objectStorage.azureSubscription.displayName": "its ID says which it is",
            "objectStorage.azureArchiverAppliance.*.location": A_FACT_OF_THE_CLOUD,
            "objectStorage.azureArchiverAppliance.virtualNetwork.type": A_FACT_OF_THE_CLOUD,
            "objectStorage.azureArchiverAppliance.virtualNetwork.addressSpaces": A_FACT_OF_THE_CLOUD,
            "objectStorage.azureArchiverAppliance.subnet.addressPrefix": A_FACT_OF_THE_CLOUD,
        },
        required={"name": "without one nobody finds the repository again"},
    ),
    "veeam_m365_repository_owner": Exceptions(
        queries=dict.fromkeys(
            ("proxyId", "poolId"), "one of them is the new owner, which the option proxy or proxy_pool names"
        )
    ),
}
