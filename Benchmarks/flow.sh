#!/usr/bin/env bash
# Minimum-cost flow: ours against LEMON, OR-Tools, Clp, HiGHS and GLPK on the same seeded networks, one thread each.
# usage: Benchmarks/flow.sh [--rounds N] [--peers LIST] [--limit SECONDS] [--lp-limit SECONDS] [--warm] [FAMILY ...]
# Needs g++, Debian's liblemon-dev and libglpk-dev, and python3-venv.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
built=$here/.build/peers
mkdir -p "$built"
if [ ! -e "$built/venv/ready" ]; then
  python3 -m venv "$built/venv"
  "$built/venv/bin/pip" install --quiet --requirement "$here/peers/requirements.txt"
  touch "$built/venv/ready"
fi
g++ -O3 -march=native -std=c++17 -o "$built/lemon_flow" "$here/peers/lemon_flow.cpp"
gcc -O3 -march=native -o "$built/glpk_flow" "$here/peers/glpk_flow.c" -lglpk -lm
swift build --package-path "$here" -c release --product FlowBenchmarks
PATH=$here/.build/release:$built:$PATH exec "$built/venv/bin/python" "$here/peers/compare_flows.py" "$@"
