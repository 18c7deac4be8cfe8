"""Info.plist of Upscaler.app: what the system knows about it, and which files it opens."""

from typing import Any

# Uniform type identifiers of what images/formats.py reads; QOI and TGA by their extensions
_TYPES = (
    *("public.png", "public.jpeg", "org.webmproject.webp", "public.tiff", "public.avif", "public.heic", "public.heif"),
    *("com.microsoft.bmp", "com.compuserve.gif", "public.jpeg-2000", "public.pbm", "com.microsoft.ico"),
    *("com.truevision.tga-image",),
)


def plist(version: str) -> dict[str, Any]:
    pictures = {"CFBundleTypeRole": "Viewer", "LSHandlerRank": "Alternate"}  # the user's choice stays the default
    return {
        # PyInstaller would use the first of the two programs by name, which is the one for terminals.
        "CFBundleExecutable": "upscaler",
        "LSBackgroundOnly": False,
        "CFBundleDisplayName": "Upscaler",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDocumentTypes": [
            pictures | {"CFBundleTypeName": "Picture", "LSItemContentTypes": list(_TYPES)},
            pictures | {"CFBundleTypeName": "QOI picture", "CFBundleTypeExtensions": ["qoi"]},
            pictures | {"CFBundleTypeName": "Folder", "LSItemContentTypes": ["public.folder"]},
        ],
        "LSApplicationCategoryType": "public.app-category.photography",
        "LSMinimumSystemVersion": "14.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT licence",
        "NSRequiresAquaSystemAppearance": False,  # follows the dark scheme
    }
