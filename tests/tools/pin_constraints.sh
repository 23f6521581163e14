#!/usr/bin/env bash
# Write requirements/constraints.txt: the versions that a fresh install of requirements/test.txt chooses for everything
# the lists there do not pin themselves.
# Usage: tests/tools/pin_constraints.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$1" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements/test.txt
pinned=$(cat requirements/{demo,simulator,test}.txt | sed -nE 's/^([A-Za-z0-9._-]+)==.*/\1/p' | tr 'A-Z_.' 'a-z--')
{
    echo "# What the pinned requirements pull in themselves. Written by: make constraints"
    "$scratch/venv/bin/python" -m pip freeze --disable-pip-version-check | while IFS= read -r line; do
        name=$(tr 'A-Z_.' 'a-z--' <<<"${line%%==*}")
        grep -qxF -- "$name" <<<"$pinned" || echo "$line"
    done
} >"$scratch/constraints.txt"
mv "$scratch/constraints.txt" requirements/constraints.txt
