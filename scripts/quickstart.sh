#!/usr/bin/env bash
# Builds Lanewise and plans an example instance: scripts/quickstart.sh [INSTANCE [OUTPUT]]
set -euo pipefail
cd "$(dirname "$0")/.."

command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install" >&2; exit 1; }
scripts/install-dependencies.sh

instance=${1:-Instances/quickstart}
output=${2:-.build/plans/$(basename "$instance")}
mkdir -p "$(dirname "$output")"
swift build -c release --product lanewise
"$(swift build -c release --show-bin-path)/lanewise" plan "$instance" -o "$output"
