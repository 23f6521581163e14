#!/usr/bin/python

# Copyright (c) 2026, OpenDR contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: veeam_m365_job
short_description: Create, change, run and remove backup jobs of Veeam Backup for Microsoft 365
version_added: 0.1.0
description:
  - Adds a backup job that backs up a whole organization or a part of it, changes, runs, stops or removes a job, so that
    it is as the task describes it.
  - If the job exists, an omitted option is neither compared nor changed.
  - Users, groups, sites and teams are given by email address, name or ID.
  - Options that contradict each other are rejected before anything is sent, in check mode too.
  - Organizations and repositories are given by name or by ID. The result always has their names.
  - With O(api_version=v7), a job does not show its organization. The module then finds it in the lists of jobs of all
    organizations, that of O(organization) first.
author:
  - OpenDR contributors (@opendr)
extends_documentation_fragment:
  - opendr.veeam.m365
  - opendr.veeam.waiting
  - opendr.veeam.attributes
  - opendr.veeam.attributes.common
options:
  state:
    description:
      - V(present) adds the job, or changes the options that differ from the task.
      - V(absent) removes the job. Options that describe it are ignored.
      - V(started) does the same as V(present), then runs the job and waits for the end. A run that is under way is
        joined.
      - V(stopped) does the same as V(present), then stops the run that is under way.
    type: str
    choices: [present, absent, started, stopped]
    default: present
  id:
    description:
      - ID of the job.
      - Give it to rename a job, or if several jobs have the same name.
      - A job with this ID must exist, except with O(state=absent).
      - If omitted, the module finds the job by O(name), which has to match exactly.
    type: str
  name:
    description:
      - Name of the job.
      - 'Together with O(id), this is the new name: a job with another name is renamed.'
      - Either O(name) or O(id) has to be given.
      - Required to create a backup job.
    type: str
  description:
    description:
      - Description of the job.
      - If omitted, a new job has no description. An empty text removes the current description.
    type: str
  organization:
    description:
      - Organization that the job backs up.
      - Given by name or ID.
      - Required to create a backup job. Cannot be changed after creation.
    type: str
  repository:
    description:
      - Repository for the backups.
      - Given by name or ID.
      - Required to create a backup job.
    type: str
  enabled:
    description:
      - Whether the job runs by its schedule.
      - If omitted, the server decides for a new job.
    type: bool
  schedule:
    description:
      - When the job runs.
      - If omitted, the server decides for a new job.
    type: dict
    suboptions:
      type:
        description:
          - How the job runs. V(ManualOnly) never runs it by itself.
          - If it is new, V(Periodically) also needs O(schedule.periodically_every), and V(Daily) needs
            O(schedule.daily_type) and O(schedule.daily_time).
        type: str
        choices: [Periodically, Daily, ManualOnly]
      periodically_every:
        description:
          - How often the job runs.
          - Only together with O(schedule.type=Periodically).
          - V(Hours12) requires O(api_version=v8) or later.
        type: str
        choices: [Minutes5, Minutes10, Minutes15, Minutes30, Hours1, Hours2, Hours4, Hours8, Hours12]
      periodically_offset_minutes:
        description:
          - Number of minutes by which each run is moved, so that several jobs do not begin at the same moment.
          - Only with O(schedule.periodically_every) of an hour or more. If omitted, runs are not moved.
          - At most 59.
        type: int
      schedule_enabled:
        description:
          - Whether the hours of O(schedule.periodically_window) apply.
          - Only with O(schedule.periodically_every) of an hour or more.
          - If omitted, they do not apply for a new job.
        type: bool
      periodically_window_enabled:
        description:
          - Whether the job is started in the hours of O(schedule.periodically_window) only.
          - If omitted, a new job is started in any hour.
        type: bool
      periodically_window:
        description:
          - Hours of each day in which a job with O(schedule.type=Periodically) is started.
          - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
            included. An empty text allows no hour.
          - Has an effect only with O(schedule.periodically_window_enabled=true). An omitted day stays as it is, and has
            all hours in a new window.
        type: dict
        suboptions:
          sunday:
            description: Hours of Sunday.
            type: str
          monday:
            description: Hours of Monday.
            type: str
          tuesday:
            description: Hours of Tuesday.
            type: str
          wednesday:
            description: Hours of Wednesday.
            type: str
          thursday:
            description: Hours of Thursday.
            type: str
          friday:
            description: Hours of Friday.
            type: str
          saturday:
            description: Hours of Saturday.
            type: str
      periodically_window_minute_offset:
        description:
          - Difference between the hours of O(schedule.periodically_window) and UTC, in minutes.
          - If omitted, the server decides for a new window.
          - From -840 to 840.
        type: int
      daily_type:
        description:
          - Days on which the job runs.
          - Only together with O(schedule.type=Daily).
        type: str
        choices: [Everyday, Workdays, Weekends, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
      daily_time:
        description:
          - Time of the day at which the job runs, as hours and minutes, with or without seconds.
          - Only together with O(schedule.type=Daily).
        type: str
      retry_enabled:
        description:
          - Whether a run that failed is repeated.
          - If omitted, a new job does not repeat it.
        type: bool
      retry_number:
        description:
          - How often a run is repeated.
          - If omitted, the server decides for a new job.
        type: int
      retry_wait_minutes:
        description:
          - Number of minutes between two attempts.
          - If omitted, the server decides for a new job.
        type: int
      backup_window_enabled:
        description:
          - Whether the job may run in the hours of O(schedule.backup_window) only.
          - If omitted, a new job may run in any hour.
        type: bool
      backup_window:
        description:
          - Hours of each day in which the job may run. A run that has not ended by then is stopped.
          - Each day is a text of ranges from 0 to 24 such as V(8-18) or V(0-6,20-24), where the last hour is not
            included. An empty text allows no hour.
          - Has an effect only with O(schedule.backup_window_enabled=true). An omitted day stays as it is, and has all
            hours in a new window.
        type: dict
        suboptions:
          sunday:
            description: Hours of Sunday.
            type: str
          monday:
            description: Hours of Monday.
            type: str
          tuesday:
            description: Hours of Tuesday.
            type: str
          wednesday:
            description: Hours of Wednesday.
            type: str
          thursday:
            description: Hours of Thursday.
            type: str
          friday:
            description: Hours of Friday.
            type: str
          saturday:
            description: Hours of Saturday.
            type: str
      backup_window_minute_offset:
        description:
          - Difference between the hours of O(schedule.backup_window) and UTC, in minutes.
          - If omitted, the server decides for a new window.
          - From -840 to 840.
        type: int
  backup_type:
    description:
      - Whether the job backs up the whole organization, or the items in O(selected_items).
      - If omitted, a job with O(selected_items) has V(SelectedItems), and a new job without them V(EntireOrganization).
    type: str
    choices: [EntireOrganization, SelectedItems]
  selected_items:
    description:
      - What the job backs up.
      - An item is recognized by its type and the object that it names. Name the object by any properties that tell it
        from the others, such as an email address. The module takes the rest from the job or from the organization.
      - A user has O(selected_items[].mailbox), O(selected_items[].archive_mailbox), O(selected_items[].one_drive) and
        O(selected_items[].personal_site); a group O(selected_items[].mailbox), O(selected_items[].group_site),
        O(selected_items[].members) and those of its members; a team O(selected_items[].teams_chats);
        V(PartialOrganization) O(selected_items[].mailbox), O(selected_items[].archive_mailbox),
        O(selected_items[].one_drive), O(selected_items[].sites), O(selected_items[].teams) and
        O(selected_items[].teams_chats); V(OneDriveFolders) O(selected_items[].folders). The others have none of them.
      - O(selected_items_mode) says whether these items are added, are the only ones, or are removed. Of an item that
        the job has already, what is omitted here stays as it is.
      - With items, a job becomes one of O(backup_type=SelectedItems).
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - What kind of item it is.
          - If omitted, it follows from the object that the item names. V(PartialOrganization), V(PersonalSites) and
            V(OneDriveFolders) name no object, so they have to be given.
        type: str
        choices: [User, Group, Site, Team, PartialOrganization, PersonalSites, OneDriveFolders]
      user:
        description: User of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the user in the organization.
            type: str
          name:
            description: Email address of the user.
            type: str
          display_name:
            description: Display name of the user.
            type: str
      group:
        description: Group of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the group in the organization.
            type: str
          name:
            description: Email address of the group.
            type: str
          display_name:
            description: Display name of the group.
            type: str
      site:
        description: SharePoint site of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the site in the organization.
            type: str
          url:
            description: Address of the site.
            type: str
          title:
            description: Title of the site.
            type: str
          name:
            description: Name of the site.
            type: str
          parent_url:
            description: Address of the site above it.
            type: str
          is_cloud:
            description: Whether the site is in the cloud.
            type: bool
          is_personal:
            description: Whether the site is a personal one.
            type: bool
      team:
        description: Team of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the team.
            type: str
          display_name:
            description: Display name of the team.
            type: str
          mail:
            description: Email address of the team.
            type: str
          description:
            description: Description of the team.
            type: str
      folders:
        description: Folders in the OneDrive of every user, with O(selected_items[].type=OneDriveFolders).
        type: list
        elements: str
      mailbox:
        description: Whether the mailbox belongs to it.
        type: bool
      archive_mailbox:
        description: Whether the archive mailbox belongs to it.
        type: bool
      one_drive:
        description: Whether the OneDrive belongs to it.
        type: bool
      personal_site:
        description: Whether the personal site of a user belongs to it.
        type: bool
      sites:
        description: Whether the sites of the organization belong to it.
        type: bool
      teams:
        description: Whether the teams of the organization belong to it.
        type: bool
      teams_chats:
        description: Whether the posts of teams belong to it.
        type: bool
      members:
        description: Whether the members of a group belong to it.
        type: bool
      member_mailbox:
        description: Whether the mailboxes of the members belong to it.
        type: bool
      member_archive_mailbox:
        description: Whether the archive mailboxes of the members belong to it.
        type: bool
      member_onedrive:
        description: Whether the OneDrives of the members belong to it.
        type: bool
      member_site:
        description: Whether the personal sites of the members belong to it.
        type: bool
      group_site:
        description: Whether the site of a group belongs to it.
        type: bool
  selected_items_mode:
    description:
      - How O(selected_items) is applied to the items of the job.
      - V(merge) adds them, and changes those that the job has. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(selected_items).
    type: str
    choices: [merge, replace, remove]
    default: merge
  excluded_items:
    description:
      - What the job does not back up, although it is part of what the job backs up.
      - An item is recognized by its type and the object that it names. Name the object by any properties that tell it
        from the others, such as an email address. The module takes the rest from the job or from the organization.
      - A user has O(excluded_items[].mailbox), O(excluded_items[].archive_mailbox), O(excluded_items[].one_drive) and
        O(excluded_items[].personal_site); a group O(excluded_items[].mailbox), O(excluded_items[].group_site),
        O(excluded_items[].members) and those of its members; a team O(excluded_items[].teams_chats);
        V(PartialOrganization) O(excluded_items[].mailbox), O(excluded_items[].archive_mailbox),
        O(excluded_items[].one_drive), O(excluded_items[].sites), O(excluded_items[].teams) and
        O(excluded_items[].teams_chats); V(OneDriveFolders) O(excluded_items[].folders). The others have none of them.
      - O(excluded_items_mode) says whether these items are added, are the only ones, or are removed. Of an item that
        the job has already, what is omitted here stays as it is.
    type: list
    elements: dict
    suboptions:
      type:
        description:
          - What kind of item it is.
          - If omitted, it follows from the object that the item names. V(PartialOrganization), V(PersonalSites) and
            V(OneDriveFolders) name no object, so they have to be given.
        type: str
        choices: [User, Group, Site, Team, PartialOrganization, PersonalSites, OneDriveFolders]
      user:
        description: User of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the user in the organization.
            type: str
          name:
            description: Email address of the user.
            type: str
          display_name:
            description: Display name of the user.
            type: str
      group:
        description: Group of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the group in the organization.
            type: str
          name:
            description: Email address of the group.
            type: str
          display_name:
            description: Display name of the group.
            type: str
      site:
        description: SharePoint site of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the site in the organization.
            type: str
          url:
            description: Address of the site.
            type: str
          title:
            description: Title of the site.
            type: str
          name:
            description: Name of the site.
            type: str
          parent_url:
            description: Address of the site above it.
            type: str
          is_cloud:
            description: Whether the site is in the cloud.
            type: bool
          is_personal:
            description: Whether the site is a personal one.
            type: bool
      team:
        description: Team of the organization.
        type: dict
        suboptions:
          id:
            description: ID of the team.
            type: str
          display_name:
            description: Display name of the team.
            type: str
          mail:
            description: Email address of the team.
            type: str
          description:
            description: Description of the team.
            type: str
      folders:
        description: Folders in the OneDrive of every user, with O(excluded_items[].type=OneDriveFolders).
        type: list
        elements: str
      mailbox:
        description: Whether the mailbox belongs to it.
        type: bool
      archive_mailbox:
        description: Whether the archive mailbox belongs to it.
        type: bool
      one_drive:
        description: Whether the OneDrive belongs to it.
        type: bool
      personal_site:
        description: Whether the personal site of a user belongs to it.
        type: bool
      sites:
        description: Whether the sites of the organization belong to it.
        type: bool
      teams:
        description: Whether the teams of the organization belong to it.
        type: bool
      teams_chats:
        description: Whether the posts of teams belong to it.
        type: bool
      members:
        description: Whether the members of a group belong to it.
        type: bool
      member_mailbox:
        description: Whether the mailboxes of the members belong to it.
        type: bool
      member_archive_mailbox:
        description: Whether the archive mailboxes of the members belong to it.
        type: bool
      member_onedrive:
        description: Whether the OneDrives of the members belong to it.
        type: bool
      member_site:
        description: Whether the personal sites of the members belong to it.
        type: bool
      group_site:
        description: Whether the site of a group belongs to it.
        type: bool
  excluded_items_mode:
    description:
      - How O(excluded_items) is applied to the excluded items of the job.
      - V(merge) adds them, and changes those that the job has. V(replace) removes all others. V(remove) removes them.
      - Has no effect without O(excluded_items).
    type: str
    choices: [merge, replace, remove]
    default: merge
  wait_timeout:
    description:
      - Number of seconds after which the task stops waiting for a run and fails. The run continues, and the same task
        waits for it again.
      - By default 8 hours, since the server may back up everything.
    default: 28800
seealso:
  - module: opendr.veeam.veeam_m365_job_session_info
  - module: opendr.veeam.veeam_m365_repository
  - name: Connection options
    description: How the modules reach a server, log in, retry, and what they never show.
    link: https://github.com/opendr/opendr.veeam/blob/main/docs/connection.md
"""

EXAMPLES = r"""
- name: Back up a whole organization every night
  opendr.veeam.veeam_m365_job:
    url: https://vb365.example.com
    username: "{{ veeam_m365_username }}"
    password: "{{ veeam_m365_password }}"
    name: Everything of branch.example
    organization: branch.example
    repository: Empty Repository
    enabled: true
    schedule:
      type: Daily
      daily_type: Everyday
      daily_time: "23:00"
      retry_enabled: true
      retry_number: 3
      retry_wait_minutes: 10

# The connection of the tasks below is in module_defaults, or in the environment (VEEAM_M365_URL and the like).
- name: Run a job now and wait for its end
  opendr.veeam.veeam_m365_job:
    name: All of dr.example
    state: started

- name: Back up some users in the evening, and no others
  opendr.veeam.veeam_m365_job:
    name: Field staff
    organization: branch.example
    repository: Empty Repository
    selected_items_mode: replace
    selected_items:
      - user:
          name: ann@branch.example
        mailbox: true
        one_drive: true
      - team:
          display_name: Field Team
        teams_chats: true
    schedule:
      type: Periodically
      periodically_every: Hours2
      backup_window_enabled: true
      backup_window:
        saturday: ""
        sunday: 20-24

- name: No longer back up a user
  opendr.veeam.veeam_m365_job:
    name: Branch Mailboxes
    selected_items_mode: remove
    selected_items:
      - user:
          name: bob@branch.example

- name: Keep a job from running by itself
  opendr.veeam.veeam_m365_job:
    name: Branch Mailboxes
    enabled: false

- name: Stop the run of a job
  opendr.veeam.veeam_m365_job:
    name: Branch Mailboxes
    state: stopped

- name: Remove a job
  opendr.veeam.veeam_m365_job:
    name: Everything of branch.example
    state: absent
"""

RETURN = r"""
job:
  description:
    - The job after the task. Its keys are the names of the options. Empty if the job does not exist. In check mode, the
      job as it will be.
  returned: success
  type: dict
  contains:
    id:
      description: ID of the job.
      type: str
    name:
      description: Name of the job.
      type: str
    description:
      description: Description of the job.
      type: str
    organization:
      description: Organization that the job backs up.
      type: str
    repository:
      description: Repository for the backups.
      type: str
    enabled:
      description: Whether the job runs by its schedule.
      type: bool
    schedule:
      description: When the job runs.
      type: dict
      contains:
        type:
          description: How the job runs. V(ManualOnly) never runs it by itself.
          type: str
        periodically_every:
          description: How often the job runs.
          type: str
        periodically_offset_minutes:
          description:
            - Number of minutes by which each run is moved, so that several jobs do not begin at the same moment.
          type: int
        schedule_enabled:
          description: Whether the hours of O(schedule.periodically_window) apply.
          type: bool
        periodically_window_enabled:
          description: Whether the job is started in the hours of O(schedule.periodically_window) only.
          type: bool
        periodically_window:
          description: Hours of each day in which a job with O(schedule.type=Periodically) is started.
          type: dict
          contains:
            sunday:
              description: Hours of Sunday.
              type: str
            monday:
              description: Hours of Monday.
              type: str
            tuesday:
              description: Hours of Tuesday.
              type: str
            wednesday:
              description: Hours of Wednesday.
              type: str
            thursday:
              description: Hours of Thursday.
              type: str
            friday:
              description: Hours of Friday.
              type: str
            saturday:
              description: Hours of Saturday.
              type: str
        periodically_window_minute_offset:
          description: Difference between the hours of O(schedule.periodically_window) and UTC, in minutes.
          type: int
        daily_type:
          description: Days on which the job runs.
          type: str
        daily_time:
          description: Time of the day at which the job runs, as hours and minutes, with or without seconds.
          type: str
        retry_enabled:
          description: Whether a run that failed is repeated.
          type: bool
        retry_number:
          description: How often a run is repeated.
          type: int
        retry_wait_minutes:
          description: Number of minutes between two attempts.
          type: int
        backup_window_enabled:
          description: Whether the job may run in the hours of O(schedule.backup_window) only.
          type: bool
        backup_window:
          description: Hours of each day in which the job may run. A run that has not ended by then is stopped.
          type: dict
          contains:
            sunday:
              description: Hours of Sunday.
              type: str
            monday:
              description: Hours of Monday.
              type: str
            tuesday:
              description: Hours of Tuesday.
              type: str
            wednesday:
              description: Hours of Wednesday.
              type: str
            thursday:
              description: Hours of Thursday.
              type: str
            friday:
              description: Hours of Friday.
              type: str
            saturday:
              description: Hours of Saturday.
              type: str
        backup_window_minute_offset:
          description: Difference between the hours of O(schedule.backup_window) and UTC, in minutes.
          type: int
    backup_type:
      description: Whether the job backs up the whole organization, or the items in O(selected_items).
      type: str
    selected_items:
      description: What the job backs up.
      returned: if the task gives O(selected_items)
      type: list
      elements: dict
      contains:
        type:
          description: What kind of item it is.
          type: str
        user:
          description: User of the organization.
          type: dict
          contains:
            id:
              description: ID of the user in the organization.
              type: str
            name:
              description: Email address of the user.
              type: str
            display_name:
              description: Display name of the user.
              type: str
        group:
          description: Group of the organization.
          type: dict
          contains:
            id:
              description: ID of the group in the organization.
              type: str
            name:
              description: Email address of the group.
              type: str
            display_name:
              description: Display name of the group.
              type: str
        site:
          description: SharePoint site of the organization.
          type: dict
          contains:
            id:
              description: ID of the site in the organization.
              type: str
            url:
              description: Address of the site.
              type: str
            title:
              description: Title of the site.
              type: str
            name:
              description: Name of the site.
              type: str
            parent_url:
              description: Address of the site above it.
              type: str
            is_cloud:
              description: Whether the site is in the cloud.
              type: bool
            is_personal:
              description: Whether the site is a personal one.
              type: bool
        team:
          description: Team of the organization.
          type: dict
          contains:
            id:
              description: ID of the team.
              type: str
            display_name:
              description: Display name of the team.
              type: str
            mail:
              description: Email address of the team.
              type: str
            description:
              description: Description of the team.
              type: str
        folders:
          description: Folders in the OneDrive of every user, with O(selected_items[].type=OneDriveFolders).
          type: list
          elements: str
        mailbox:
          description: Whether the mailbox belongs to it.
          type: bool
        archive_mailbox:
          description: Whether the archive mailbox belongs to it.
          type: bool
        one_drive:
          description: Whether the OneDrive belongs to it.
          type: bool
        personal_site:
          description: Whether the personal site of a user belongs to it.
          type: bool
        sites:
          description: Whether the sites of the organization belong to it.
          type: bool
        teams:
          description: Whether the teams of the organization belong to it.
          type: bool
        teams_chats:
          description: Whether the posts of teams belong to it.
          type: bool
        members:
          description: Whether the members of a group belong to it.
          type: bool
        member_mailbox:
          description: Whether the mailboxes of the members belong to it.
          type: bool
        member_archive_mailbox:
          description: Whether the archive mailboxes of the members belong to it.
          type: bool
        member_onedrive:
          description: Whether the OneDrives of the members belong to it.
          type: bool
        member_site:
          description: Whether the personal sites of the members belong to it.
          type: bool
        group_site:
          description: Whether the site of a group belongs to it.
          type: bool
    excluded_items:
      description: What the job does not back up, although it is part of what the job backs up.
      returned: if the task gives O(excluded_items)
      type: list
      elements: dict
      contains:
        type:
          description: What kind of item it is.
          type: str
        user:
          description: User of the organization.
          type: dict
          contains:
            id:
              description: ID of the user in the organization.
              type: str
            name:
              description: Email address of the user.
              type: str
            display_name:
              description: Display name of the user.
              type: str
        group:
          description: Group of the organization.
          type: dict
          contains:
            id:
              description: ID of the group in the organization.
              type: str
            name:
              description: Email address of the group.
              type: str
            display_name:
              description: Display name of the group.
              type: str
        site:
          description: SharePoint site of the organization.
          type: dict
          contains:
            id:
              description: ID of the site in the organization.
              type: str
            url:
              description: Address of the site.
              type: str
            title:
              description: Title of the site.
              type: str
            name:
              description: Name of the site.
              type: str
            parent_url:
              description: Address of the site above it.
              type: str
            is_cloud:
              description: Whether the site is in the cloud.
              type: bool
            is_personal:
              description: Whether the site is a personal one.
              type: bool
        team:
          description: Team of the organization.
          type: dict
          contains:
            id:
              description: ID of the team.
              type: str
            display_name:
              description: Display name of the team.
              type: str
            mail:
              description: Email address of the team.
              type: str
            description:
              description: Description of the team.
              type: str
        folders:
          description: Folders in the OneDrive of every user, with O(excluded_items[].type=OneDriveFolders).
          type: list
          elements: str
        mailbox:
          description: Whether the mailbox belongs to it.
          type: bool
        archive_mailbox:
          description: Whether the archive mailbox belongs to it.
          type: bool
        one_drive:
          description: Whether the OneDrive belongs to it.
          type: bool
        personal_site:
          description: Whether the personal site of a user belongs to it.
          type: bool
        sites:
          description: Whether the sites of the organization belong to it.
          type: bool
        teams:
          description: Whether the teams of the organization belong to it.
          type: bool
        teams_chats:
          description: Whether the posts of teams belong to it.
          type: bool
        members:
          description: Whether the members of a group belong to it.
          type: bool
        member_mailbox:
          description: Whether the mailboxes of the members belong to it.
          type: bool
        member_archive_mailbox:
          description: Whether the archive mailboxes of the members belong to it.
          type: bool
        member_onedrive:
          description: Whether the OneDrives of the members belong to it.
          type: bool
        member_site:
          description: Whether the personal sites of the members belong to it.
          type: bool
        group_site:
          description: Whether the site of a group belongs to it.
          type: bool
    last_run:
      description: When the job ran the last time.
      type: str
    next_run:
      description: When the job runs the next time.
      type: str
    last_backup:
      description: When the job ended with success the last time.
      type: str
    last_status:
      description: Status of the last run, such as V(Success), V(Warning), V(Failed) or V(Running).
      type: str
operation:
  description: What the task did, or in check mode would do - V(create), V(update), V(delete) or V(none).
  returned: success
  type: str
  sample: update
changes:
  description:
    - The options in which an existing backup job differed from the task, each with its value before and after.
    - Empty if the backup job was created, removed or left as it was.
  returned: success
  type: list
  elements: dict
  contains:
    option:
      description: Name of the option, dotted for a suboption.
      type: str
    before:
      description: The value on the server before the task. V(null) if there was none.
      type: raw
    after:
      description: The value on the server after the task, or in check mode the value that it would have.
      type: raw
session:
  description:
    - The session in which the server did the work.
    - With O(wait=false) it may still run. M(opendr.veeam.veeam_m365_job) waits for it.
  returned: if a session was started or waited for
  type: dict
  contains:
    id:
      description: ID of the session.
      type: str
    name:
      description: What the session does, and for which object.
      type: str
    type:
      description: Type of the session, which says what kind of work it does.
      type: str
    state:
      description: State of the session, as the server calls it.
      type: str
    result:
      description: State in which the session ended. V(null) while it runs.
      type: str
error:
  description:
    - The facts behind the message of a failed task.
    - Which keys there are depends on RV(error.kind), which is always there.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - What kind of failure it is, for C(rescue) to act on.
        - V(ActionRequired) - A session waits for an action by a person.
        - V(AmbiguousName) - Several objects have the name that the task gives.
        - V(ApiError) - The server responded with an error, or with something that is not a response of its API.
        - V(AuthenticationFailed) - The server did not accept the account or the token.
        - V(CertificateRefused) - The certificate of the server is not trusted, has expired, or is for another name.
        - V(ConnectionFailed) - The server could not be reached, so nothing was changed.
        - V(ImmutableOption) - The task changes an option that can only be set when the object is created.
        - V(InvalidOption) - An option has a value that is not valid for this object, type or API revision.
        - V(NotConverged) - The server reported no error, but the object is not as the task describes it.
        - V(ObjectBusy) - Another task works on the object, and was not done in time. Nothing was changed.
        - V(ObjectNotFound) - Something named in the task does not exist on the server.
        - V(ResponseLost) - A change was sent and the response was lost, so it is not known whether the server made the
          change.
        - V(SessionFailed) - A session failed or was canceled. The facts hold the session and its last log records.
        - V(SessionTimedOut) - A session still ran after O(wait_timeout) seconds. It continues on the server.
        - V(TaskInterrupted) - Ctrl-C or a signal ended the task. It has closed what it had opened on the server.
        - V(Unexpected) - Something happened that the collection is not prepared for, such as a response that is not one
          of the API.
        - V(UnexpectedResponse) - The server reported success, and its response lacks what the task cannot do without.
      type: str
"""

import gc

if __name__ == "__main__":
    # What is imported stays: to look for garbage in it would only cost time. run_module enables this again.
    gc.disable()

from ansible_collections.opendr.veeam.plugins.module_utils.engine.runner import run_module
from ansible_collections.opendr.veeam.plugins.module_utils.m365.job import MODULE


def main() -> None:
    run_module(MODULE)


if __name__ == "__main__":
    main()
