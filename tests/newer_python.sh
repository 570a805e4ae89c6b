#!/bin/sh
# Runs the tests of analytics on a newer Python, with today's pandas and SQLAlchemy 2, in an environment of its own:
# Rasa holds the program on Python 3.10, which is past its end of life, and the way out has to stay open.
set -eu
cd "$(dirname "$0")/.."

for version in 3.12 3.13 3.11; do
    for candidate in "python$version" "$HOME/.pyenv/versions/$version."*/bin/"python$version" "/usr/bin/python$version"; do
        if "$candidate" -c 'import sqlite3, ssl' >/dev/null 2>&1; then found=$candidate; break 2; fi
    done
done
if [ -z "${found:-}" ]; then
    echo "Analytics was not tried on a newer Python: there is no Python 3.12, 3.13 or 3.11 on this machine." >&2
    [ -z "${CI:-}" ] || exit 1
    exit 0
fi

python=.venv-newer/bin/python
if [ ! -f .venv-newer/.ready ] || [ tests/newer_python.txt -nt .venv-newer/.ready ]; then
    .tools/bin/uv venv --quiet --clear --python "$found" .venv-newer
    .tools/bin/uv pip install --quiet --compile-bytecode --python $python --requirement tests/newer_python.txt
    touch .venv-newer/.ready
fi
$python -c 'import sys, pandas, sqlalchemy; print("Python %d.%d" % sys.version_info[:2], "pandas", pandas.__version__, "SQLAlchemy", sqlalchemy.__version__)'
# Left out: what only counts again, over hundreds of studies, what one study shows; and what waits for the coder to load.
exec $python -m pytest --override-ini addopts="--import-mode=importlib -q" -p no:cacheprovider --numprocesses 2 --dist loadfile \
    tests/analytics tests/themes/test_agreement.py tests/themes/test_review.py \
    -k "not fifty and not two_releases and not known_to_within and not hundred and not thousand and not holds_the_mean"
