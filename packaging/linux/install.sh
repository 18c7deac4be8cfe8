#!/bin/sh
# Installs Upscaler for the current user, into ~/.local (or into $PREFIX). Needs no administrator rights.
# `install.sh --uninstall` removes it; a copy of this script is installed in lib/upscaler for that.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ -f "$here/installed.txt" ]; then # the installed copy knows its place
  prefix=${here%/lib/upscaler}
else
  prefix=${PREFIX:-$HOME/.local}
  case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
fi
home=$prefix/lib/upscaler

usage() {
  sed -n '2,3s/^# //p' "$0"
  exit 2
}

refresh() { # the desktop's caches of menus and icons, if it has any
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" || true; fi
}

uninstall() {
  [ -f "$home/installed.txt" ] || { echo "Upscaler is not installed in $prefix."; exit 1; }
  list=$(cat "$home/installed.txt")
  rm -rf "$home"
  printf '%s\n' "$list" | while IFS= read -r file; do rm -f "$prefix/$file"; done
  refresh
  # Folders that are empty now
  printf '%s\n' lib/upscaler "$list" | while IFS= read -r file; do
    folder=$(dirname "$file")
    while [ "$folder" != . ] && rmdir "$prefix/$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
  done
  echo "Upscaler was removed. Your settings and pictures were not touched."
}

install() {
  [ -d "$here/lib/upscaler" ] || usage # the installed copy: it can only uninstall
  [ ! -f "$home/installed.txt" ] || uninstall >/dev/null
  mkdir -p "$prefix/lib" "$prefix/bin"
  cp -a "$here/lib/upscaler" "$prefix/lib/"
  cp -a "$here/share" "$prefix/"
  cp "$here/install.sh" "$home/"
  ln -sfn ../lib/upscaler/upscaler "$prefix/bin/upscaler"
  ln -sfn ../lib/upscaler/upscale "$prefix/bin/upscale"
  # ~/.local/bin is not on every desktop's PATH
  escaped=$(printf '%s' "$prefix/bin/upscaler" | sed 's/[&|\\]/\\&/g')
  (cd "$here" && grep -rl '^Exec=upscaler' share) | while IFS= read -r file; do
    sed -i "s|^Exec=upscaler|Exec=\"$escaped\"|" "$prefix/$file"
  done
  { (cd "$here" && find share -type f); echo bin/upscaler; echo bin/upscale; } >"$home/installed.txt"
  refresh
  missing=$(find "$home/_internal/PySide6" -name '*qxcb.so' -exec ldd {} + 2>/dev/null | sed -n 's/ => not found//p' | sort -u)
  if [ -n "$missing" ]; then
    echo "These libraries are missing; please install them with your system's package manager:"
    printf '%s\n' "$missing"
  fi
  echo "Installed. Start it from the menu of applications, or with: $prefix/bin/upscaler"
}

case "${1:-}" in
  '') install ;;
  --uninstall) uninstall ;;
  *) usage ;;
esac
