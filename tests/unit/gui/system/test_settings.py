import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from upscaler.gui.system.settings import VERSION, Settings
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize


def test_at_first_there_are_the_defaults() -> None:
    settings = Settings()
    assert settings.options() == UpscaleOptions()
    assert settings.presets() == {}
    assert settings.output_folder() is None
    assert settings.recent() == []
    assert settings.watched_folder() is None
    assert settings.notify()
    assert not settings.tells_releases()
    assert settings.releases_asked() == 0
    assert settings.latest_release() == ""
    assert settings.mode() == ""
    assert settings.upsampling() == ""
    assert settings.gain() == 0
    assert not settings.more_options()
    assert settings.geometry().isEmpty()
    assert settings.panels().isEmpty()


def test_what_is_set_is_remembered(tmp_path: Path) -> None:
    options = UpscaleOptions(TargetSize(2), format="webp", on_exists="skip", device="cpu", precision="fp32")
    settings = Settings()
    settings.set_options(options)
    settings.set_presets({"Shop": options})
    settings.set_output_folder(tmp_path)
    settings.set_open_folder(tmp_path)
    settings.set_recent([tmp_path / "ä\udcff.png", tmp_path])
    settings.set_watched_folder(tmp_path)
    settings.set_notify(False)
    settings.set_tells_releases(True)
    settings.set_releases_asked(1_800_000_000.5)
    settings.set_latest_release("{}")
    settings.set_mode("split")
    settings.set_upsampling("bicubic")
    settings.set_gain(7)
    settings.set_more_options(True)
    settings.set_geometry(QByteArray(b"geometry"))
    settings.set_panels(QByteArray(b"panels"))
    again = Settings()
    assert again.options() == options
    assert again.presets() == {"Shop": options}
    assert again.output_folder() == tmp_path
    assert again.open_folder() == tmp_path
    assert again.recent() == [tmp_path / "ä\udcff.png", tmp_path]
    assert again.watched_folder() == tmp_path
    assert not again.notify()
    assert again.tells_releases()
    assert again.releases_asked() == 1_800_000_000
    assert again.latest_release() == "{}"
    assert again.mode() == "split"
    assert again.upsampling() == "bicubic"
    assert again.gain() == 7
    assert again.more_options()
    assert again.geometry() == b"geometry"
    assert again.panels() == b"panels"
    again.set_output_folder(None)
    assert Settings().output_folder() is None


def test_nonsense_becomes_the_default() -> None:
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler")
    store.setValue("version", "many")
    store.setValue("options/all", "{")
    store.setValue("options/presets", "[1]")
    store.setValue("window/open_folder", f"/{'a' * 300}")  # which pathlib would not report as missing
    store.setValue("window/geometry", "text")
    store.setValue("window/gain", "-4")
    store.setValue("app/releases_asked", "yesterday")
    store.setValue("window/recent", "[7")
    assert Settings().options() == UpscaleOptions()
    assert Settings().gain() == 0
    assert Settings().releases_asked() == 0
    assert Settings().presets() == {}
    assert Settings().open_folder() == Path.home()
    assert Settings().geometry().isEmpty()
    assert Settings().recent() == []


def test_pictures_are_opened_from_where_they_last_were_and_at_first_from_the_users_pictures(tmp_path: Path) -> None:
    settings, pictures = Settings(), Path.home() / "Pictures"
    assert settings.open_folder() == Path.home()
    pictures.mkdir()
    assert settings.open_folder() == pictures
    (tmp_path / "holiday").mkdir()
    settings.set_open_folder(tmp_path / "holiday")
    assert settings.open_folder() == tmp_path / "holiday"
    (tmp_path / "holiday").rmdir()
    assert settings.open_folder() == pictures


def test_settings_of_an_older_version_are_carried_over() -> None:
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler")
    for name, value in {"scale": "2", "format": "webp", "on_exists": "skip", "precision": "fp8"}.items():
        store.setValue(f"options/{name}", value)
    assert Settings().options() == UpscaleOptions(TargetSize(2), format="webp", on_exists="skip")
    assert Settings().options() == UpscaleOptions(TargetSize(2), format="webp", on_exists="skip")  # once
    store.sync()
    assert store.value("version") == str(VERSION)
    assert not store.contains("options/scale")


def test_the_default_name_of_an_older_version_becomes_that_of_this_one() -> None:
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler")
    store.setValue("version", "2")
    store.setValue("options/all", json.dumps({"name": "{name}_{scale}x", "format": "webp"}))
    own = {"name": "{scale} {name}"}
    store.setValue("options/presets", json.dumps({"Old": {"name": "{name}_{scale}x"}, "Own": own, "Bad": 7}))
    assert Settings().options() == UpscaleOptions(format="webp")
    assert Settings().presets()["Own"].name == "{scale} {name}"
    store.setValue("version", "2")
    store.setValue("options/presets", json.dumps({"Old": {"name": "{name}_{scale}x"}, "Own": own}))
    assert Settings().presets() == {"Old": UpscaleOptions(), "Own": UpscaleOptions(name="{scale} {name}")}


def test_settings_of_a_newer_version_are_read_as_they_are() -> None:
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "upscaler", "upscaler")
    store.setValue("version", str(VERSION + 1))
    store.setValue("options/all", '{"value": 3, "shine": "yes"}')
    assert Settings().options() == UpscaleOptions(TargetSize(3))
    store.sync()
    assert store.value("version") == str(VERSION + 1)
