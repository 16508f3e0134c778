#!/usr/bin/env bash
# Installs what Lanewise builds with and is missing: GLPK, OpenSSL's digests, zlib. Debian and Ubuntu; needs root or sudo.
set -euo pipefail

packages=()
for package in libglpk-dev libssl-dev zlib1g-dev "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || packages+=("$package")
done
[ ${#packages[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "run as root, or install: ${packages[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing ${packages[*]}" >&2
apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120)
"${as_root[@]}" "${apt[@]}" update >/dev/null
"${as_root[@]}" "${apt[@]}" install -y "${packages[@]}" >/dev/null
