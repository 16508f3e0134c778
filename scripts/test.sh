#!/usr/bin/env bash
# Installs what the tests need and runs them all: scripts/test.sh [options of swift test]
#
# LANEWISE_TEST_SCALE  sizes the random campaigns (1)
# LANEWISE_DATA        public data for the tests that use it; they are left out without it
set -euo pipefail
cd "$(dirname "$0")/.."

command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install" >&2; exit 1; }
scripts/install-dependencies.sh python3 python3-venv xz-utils

# HiGHS, the oracle of the differential tests, in an environment of the tests' own.
oracle=.build/oracle
if [ ! -x "$oracle/bin/python" ] || ! "$oracle/bin/python" -c 'import highspy' 2>/dev/null; then
  python3 -m venv "$oracle"
  "$oracle/bin/pip" install --quiet --disable-pip-version-check 'highspy>=1.8'
fi
export LANEWISE_ORACLE_PYTHON="$PWD/$oracle/bin/python"

swift test -c release -Xswiftc -enable-testing "$@"
