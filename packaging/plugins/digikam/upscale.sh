# For digiKam's Batch Queue Manager: paste this into the tool "User Shell Script", see README.md.
# digiKam puts the two names, with special characters escaped, in place of $INPUT and $OUTPUT.
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
upscale $INPUT -x 2 -o "$folder" --quiet && mv "$folder"/* $OUTPUT
