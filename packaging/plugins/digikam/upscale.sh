# For digiKam's Batch Queue Manager: paste this into the tool "User Shell Script", see README.md.
# digiKam replaces $INPUT and $OUTPUT with the two names, with special characters escaped.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
upscale $INPUT -x 2 -o "$folder" --quiet && mv "$folder"/* $OUTPUT
