#!/usr/bin/env bash
# Readers of MPS and DIMACS on the same generated files, one after the other: ours, GLPK's, HiGHS's.
# usage: Benchmarks/reading.sh [COLUMNS] [ARCS] [RUNS]      PYTHON names an interpreter with highspy
set -euo pipefail
cd "$(dirname "$0")"
columns=${1:-600000}; arcs=${2:-3000000}; runs=${3:-5}; python=${PYTHON:-python3}
swift build -c release --product ReadingBenchmarks >&2
ours=$(swift build -c release --show-bin-path)/ReadingBenchmarks
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cc -O2 -o "$folder/glpk_read" peers/glpk_read.c -lglpk
"$ours" write mps-fixed "$columns" "$folder/fixed.mps"
"$ours" write mps-free "$columns" "$folder/free.mps"
"$ours" write dimacs "$arcs" "$folder/network.min"
for file in fixed.mps free.mps network.min; do
  bytes=$(stat -c %s "$folder/$file")
  cat "$folder/$file" > /dev/null
  {
    "$ours" read "$folder/$file" "$runs"
    "$folder/glpk_read" "$folder/$file" "$runs"
    case $file in *.mps) "$python" peers/highs_read.py "$folder/$file" "$runs" ;; esac
  } | awk -v file="$file" -v bytes="$bytes" '/^(lanewise|glpk|highs) / {
    printf "%-12s %6.1f MB  %-9s %8.3f s %8.1f MB/s ", file, bytes / 1e6, $1, $2, bytes / 1e6 / $2
    for (i = 3; i <= NF; i++) printf " %s", $i
    print ""
  }'
done
