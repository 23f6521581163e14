#!/usr/bin/env bash
# Print the path of a Python that can hold the tools: 3.11 to 3.13 for choice, which the tests have run on, else newer.
# That of the distribution comes first: it is built with optimizations, which a Python of a version manager mostly is
# not, so that the tests would take a fifth longer.
set -u
check='import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, int(sys.argv[1])))'
for below in 14 99; do
    for name in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
        path=$(command -v "$name") && "$path" -c "$check" "$below" 2>/dev/null && exec echo "$path"
    done
done
echo "No Python 3.11 or newer with venv found (Debian: apt install python3-venv); name one: make PYTHON=/path ..." >&2
exit 1
