"""The templates for Slurm and Open Job Description call `upscale` correctly."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from upscaler.arguments import parse

CLUSTER = Path(__file__).parents[2] / "packaging" / "cluster"


def program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.mark.posix
def test_the_script_for_slurm(tmp_path: Path) -> None:
    program(tmp_path, "srun", 'printf "%s\\n" "$@"; echo "$OMP_NUM_THREADS $UPSCALER_SCRATCH"')
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "IN": "my scans",
        "OUT": "out",
        "SLURM_CPUS_PER_TASK": "4",
        "TMPDIR": "/local",
    }
    done = subprocess.run(
        [CLUSTER / "slurm.sh", "-x", "2"], env=environment, capture_output=True, text=True, check=True
    )
    command, *arguments, settings = done.stdout.splitlines()
    assert (command, settings) == ("upscale", "4 /local")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"ID": "3", "MIN": "1", "MAX": "16", "COUNT": "16"}.items():
            patch.setenv(f"SLURM_ARRAY_TASK_{name}", value)
        asked, options = parse(arguments)
    assert (asked.inputs, str(asked.shard), options.size.value) == ([Path("my scans")], "3/16", 2)
    del environment["OUT"]
    assert subprocess.run([CLUSTER / "slurm.sh"], env=environment, capture_output=True, check=False).returncode != 0


@pytest.mark.posix
@pytest.mark.parametrize(("code", "expected"), [(0, 0), (1, 0), (2, 2), (130, 130)])
def test_the_template_of_open_job_description(code: int, expected: int, tmp_path: Path) -> None:
    template = yaml.safe_load((CLUSTER / "openjd.yaml").read_text())
    assert template["specificationVersion"] == "jobtemplate-2023-09"
    (step,) = template["steps"]
    (task,) = step["parameterSpace"]["taskParameterDefinitions"]
    assert (task["name"], task["range"]) == ("Shard", "1-{{Param.Shards}}")
    (script,) = step["script"]["embeddedFiles"]
    text = script["data"]
    values = {"Param.Input": "my scans", "Param.Output": "out", "Param.Scale": "2.0", "Param.Shards": "16"}
    assert {f"Param.{parameter['name']}" for parameter in template["parameterDefinitions"]} == set(values)
    for name, value in (values | {"Task.Param.Shard": "3"}).items():
        text = text.replace(f"{{{{{name}}}}}", value)
    assert "{{" not in text
    (tmp_path / "run.sh").write_text(text)
    program(tmp_path, "upscale", f'printf "%s\\n" "$@"; exit {code}')
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    command = ["bash", str(tmp_path / "run.sh")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == expected
    asked, options = parse(done.stdout.splitlines())
    assert (asked.inputs, str(asked.shard), options.size.value) == ([Path("my scans")], "3/16", 2)
