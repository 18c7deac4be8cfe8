"""Finder's quick actions for pictures and folders: Automator workflows, installed by a double-click.

Untested: modelled on the files that Automator itself saves.
"""

from __future__ import annotations

import plistlib
import uuid
from pathlib import Path
from typing import Any

ENTRIES = {"Upscale…": "", "Upscale 2×": "--now 2 ", "Upscale 4×": "--now 4 "}  # the arguments of the app
_NAMESPACE = uuid.UUID("6e1f6b0e-5b0c-4b0b-9c0a-2f0c2f3e8d51")


def write(folder: Path) -> list[Path]:
    """Write a workflow for each entry into `folder`, and return their paths."""
    paths = [folder / f"{title}.workflow" for title in ENTRIES]
    for path, (title, arguments) in zip(paths, ENTRIES.items(), strict=True):
        contents = path / "Contents"
        contents.mkdir(parents=True)
        (contents / "Info.plist").write_bytes(plistlib.dumps(_info(title)))
        (contents / "document.wflow").write_bytes(plistlib.dumps(_workflow(title, arguments)))
    return paths


def command(arguments: str) -> str:
    """The shell script of an entry. Files open in the running app, if any; with arguments, a new one starts."""
    return f'open -n -a Upscaler --args {arguments}"$@"' if arguments else 'open -a Upscaler "$@"'


def _info(title: str) -> dict[str, Any]:
    service = {
        "NSMenuItem": {"default": title},
        "NSMessage": "runWorkflowAsService",
        "NSRequiredContext": {"NSApplicationIdentifier": "com.apple.finder"},
        "NSSendFileTypes": ["public.image", "public.folder"],
    }
    return {"NSServices": [service]}


def _workflow(title: str, arguments: str) -> dict[str, Any]:
    strings = {"Container": "List", "Types": ["com.apple.cocoa.string"]}
    action = {
        "AMAccepts": strings | {"Optional": True},
        "AMActionVersion": "2.0.3",
        "AMProvides": strings,
        "ActionBundlePath": "/System/Library/Automator/Run Shell Script.action",
        "ActionName": "Run Shell Script",
        "ActionParameters": {
            "COMMAND_STRING": command(arguments),
            "CheckedForUserDefaultShell": True,
            "inputMethod": 1,  # as arguments
            "shell": "/bin/sh",
            "source": "",
        },
        "BundleIdentifier": "com.apple.RunShellScript",
        "Class Name": "RunShellScriptAction",
        **{name: str(uuid.uuid5(_NAMESPACE, title + name)).upper() for name in ("InputUUID", "OutputUUID", "UUID")},
    }
    return {
        "AMDocumentVersion": "2",
        "actions": [{"action": action, "isViewVisible": 1}],
        "connectors": {},
        "workflowMetaData": {
            "serviceApplicationBundleID": "com.apple.finder",
            "serviceInputTypeIdentifier": "com.apple.Automator.fileSystemObject",
            "serviceOutputTypeIdentifier": "com.apple.Automator.nothing",
            "serviceProcessesInput": 0,
            "workflowTypeIdentifier": "com.apple.Automator.servicesMenu",
        },
    }
