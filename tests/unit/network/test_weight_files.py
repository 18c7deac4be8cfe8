"""Every supported file type, made by the tests; and files that are not what they seem."""

import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from tests.conftest import make_compact, make_edsr, make_msrresnet, make_network, make_rrdbnet, make_span
from upscaler.errors import ModelError, ModelFileError
from upscaler.network import weight_files
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.spandrel import build
from upscaler.network.checkpoint import load_third_party

NETWORKS: dict[str, Network] = {
    "RRDBNet": make_rrdbnet(),
    "compact": make_compact(),
    "SPAN": make_span(),
    "EDSR": make_edsr(),
    "MSRResNet": make_msrresnet(),
    "ours": make_network(),
}


def save(network: Network, path: Path) -> Path:
    weights = {key: value.clone().contiguous() for key, value in network.state_dict().items()}
    if path.suffix == ".safetensors":
        save_file(weights, path)
    elif path.suffix == ".ckpt":  # as training frameworks write it, in half precision, with parts not for inference
        halves = {f"net_g.{key}": value.half() for key, value in weights.items()}
        torch.save({"epoch": 3, "state_dict": {**halves, "net_d.conv.weight": torch.zeros(3)}}, path)
    elif path.suffix == ".pt":  # the older format
        torch.save(weights, path, _use_new_zipfile_serialization=False)
    else:
        torch.save({"params": {}, "params_ema": weights}, path)
    return path


@pytest.mark.parametrize("suffix", [".pth", ".ckpt", ".pt", ".safetensors"])
@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_every_family_from_every_kind_of_file(network: Network, suffix: str, tmp_path: Path) -> None:
    found = load_third_party(save(network, tmp_path / f"a{suffix}"))
    assert (type(found), found.config) == (type(network), network.config)
    lr, scale = torch.rand(1, 3, 6, 7), network.config.scales[-1]
    assert torch.allclose(found(lr, scale), network(lr, scale), atol=2e-2 if suffix == ".ckpt" else 1e-5)


def test_esrgan_s_first_files(tmp_path: Path) -> None:
    """With numbered layers, directly at the top level of the file."""
    network = make_rrdbnet(scale=2, growth=32)  # that of the published ones; spandrel supports no other
    last = {"conv_up1": "model.3", "conv_hr": "model.5", "conv_last": "model.7"}

    def older(key: str) -> str:
        place, _, part = key.rpartition(".")
        if place.startswith("body."):
            _, block, dense, conv = place.split(".")
            return f"model.1.sub.{block}.{dense.upper()}.{conv}.0.{part}"
        return f"{ {'conv_first': 'model.0', 'conv_body': 'model.1.sub.1', **last}[place] }.{part}"

    weights = {older(key): value for key, value in network.state_dict().items()}
    torch.save(weights, tmp_path / "old.pth")
    found = load_third_party(tmp_path / "old.pth")
    lr = torch.rand(1, 3, 6, 7)
    assert torch.allclose(found(lr, 2), network(lr, 2), atol=1e-5)
    reference = build(weights)
    assert reference.config.family == "ESRGAN"
    assert torch.allclose(found(lr, 2).clamp(0, 1), reference(lr, 2), atol=1e-5)  # far less than a level


class Command:
    """An object that runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("zipped", [True, False])
def test_a_file_that_holds_more_than_weights_is_refused_by_name(zipped: bool, tmp_path: Path) -> None:
    path, mark = tmp_path / "evil.pth", tmp_path / "mark"
    content = {"params": make_compact().state_dict(), "extra": Command(mark)}
    torch.save(content, path, _use_new_zipfile_serialization=zipped)
    with pytest.raises(ModelFileError) as caught:
        load_third_party(path)
    assert "mkdir" in caught.value.reason and not mark.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not in PyTorch format"),
        (b"nonsense", "not in PyTorch format"),
        (b"\x80\x02}q\x00.", "not in PyTorch format"),
        (b"PK\x03\x04" + bytes(40), "not in PyTorch format"),
    ],
)
def test_a_file_that_is_no_file_of_pytorch(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.pth").write_bytes(content)
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / "a.pth")
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (torch.zeros(3), "no named weights"),
        ({"iterations": 5}, "no named weights"),
        ({"params": {}}, "no named weights"),
        ({"a": torch.zeros(3)}, "no known kind of network"),
        ({"a": torch.zeros(1).expand(10**5, 10**5)}, "million parameters"),
        ({"a": torch.eye(3).to_sparse()}, "sparse"),
        ({f"a{index}": torch.zeros(1) for index in range(10_001)}, "tensors"),
    ],
    ids=["a tensor", "numbers", "an empty wrapper", "no family", "huge", "sparse", "many"],
)
def test_weights_that_are_no_network(content: Any, reason: str, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "a.pth")
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / "a.pth")
    assert reason in caught.value.reason


@pytest.mark.parametrize("name", ["a.safetensors", "a.pth", "a.param", "a.bin"])
def test_a_pointer_of_git_lfs_is_named_as_such(name: str, tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 2435272\n"
    for other in ("a.param", "a.bin") if name in ("a.param", "a.bin") else ():
        (tmp_path / other).write_bytes(b"7767517\n")
    (tmp_path / name).write_bytes(pointer)
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / name)
    assert f"{name} is only a Git LFS pointer" in caught.value.reason


def test_files_that_are_too_large_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(make_compact(), tmp_path / "a.pth")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data/99", bytes(10**6))
    monkeypatch.setattr(weight_files, "MAX_BYTES", path.stat().st_size + 1000)
    with pytest.raises(ModelFileError) as caught:
        load_third_party(path)
    assert "larger than" in caught.value.reason  # once unpacked
    monkeypatch.setattr(weight_files, "MAX_BYTES", 1000)
    for name in ("a.pth", "a.safetensors"):
        with pytest.raises(ModelFileError) as caught:
            load_third_party(save(make_compact(), tmp_path / name))
        assert "larger than" in caught.value.reason


def test_a_config_with_absurd_numbers_is_refused(tmp_path: Path) -> None:
    """Building a million blocks would take hours even without allocating memory."""
    config = '{"architecture": "SRResNet", "scales": [2], "channels": 16, "blocks": 1000000}'
    save_file({"a": torch.zeros(1)}, tmp_path / "a.safetensors", {"config": config})
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / "a.safetensors")
    assert "too large" in caught.value.reason


def test_a_scale_that_no_network_has_is_refused(tmp_path: Path) -> None:
    network = make_compact(scale=20, channels=4, convolutions=0)
    with pytest.raises(ModelError, match="too large"):
        load_third_party(save(network, tmp_path / "a.pth"))


def test_layers_of_ncnn_that_are_missing_their_weights(tmp_path: Path) -> None:
    """Both files are required, whichever was named; and the length of a .param is limited."""
    (tmp_path / "a.bin").write_bytes(struct.pack("<I", 0))
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / "a.bin")
    assert "a.param is missing" in caught.value.reason
    (tmp_path / "a.param").write_text("7767517\n" + "# " * weight_files.MAX_PARAM_BYTES)
    with pytest.raises(ModelFileError) as caught:
        load_third_party(tmp_path / "a.param")
    assert "larger than" in caught.value.reason
