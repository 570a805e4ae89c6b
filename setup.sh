#!/bin/sh
# Sets up .venv from nothing but a Python with venv and a package index. `make` calls it when something changed.
set -eu
cd "$(dirname "$0")"

any_python() {
    # pyenv's python3 refuses to run while it has not the version that .python-version names; others will do for the tools.
    for candidate in python3 python3.10 python3.11 python3.12 python3.13 /usr/bin/python3; do
        if "$candidate" -c 'import venv, ensurepip' >/dev/null 2>&1; then echo "$candidate"; return; fi
    done
    PYENV_VERSION=system python3 -c 'import venv, ensurepip' >/dev/null 2>&1 && { echo "env PYENV_VERSION=system python3"; return; }
    echo "meespraak: no Python with venv was found; install Python 3.10 (on Debian: python3 and python3-venv)." >&2
    exit 1
}

if [ ! -x .tools/bin/uv ]; then
    echo "Setting up the tools ..." >&2
    python=$(any_python)
    $python -m venv .tools
    .tools/bin/pip install --quiet --disable-pip-version-check 'uv>=0.8,<1'
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
    if ! .tools/bin/uv venv --quiet --clear --python 3.10 .venv; then
        echo "meespraak: Python 3.10 was not found and could not be fetched; install it (pyenv install 3.10, or your system's python3.10) and run make again." >&2
        exit 1
    fi
fi

echo "Installing the environment, a minute or two ..." >&2
# Compiled here, half a minute: where Python may not keep what it compiles (a container, a read-only disk) each start would
# compile Rasa anew, six seconds of it.
.tools/bin/uv pip sync --quiet --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock
.tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
.venv/bin/python -m compileall -q bot actions analytics
touch .venv/.ready
