#!/usr/bin/env bash
# Installs what the tests need when it is missing and this user may; says so when not, and never fails: the tests that need it are skipped.
set -uo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v xz >/dev/null || missing+=(xz-utils)
command -v rsyslogd >/dev/null || missing+=(rsyslog rsyslog-gnutls)
[ ${#missing[@]} -eq 0 ] && exit 0
without() { echo "not installed: ${missing[*]} ($1; their tests are skipped)"; exit 0; }
command -v apt-get >/dev/null || without "no apt-get here"
as=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null && sudo -n true 2>/dev/null || without "only root may install"
  as=(sudo -n)
fi
apt() { "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null >/dev/null 2>&1; }
apt update || echo "apt-get update failed; trying with the lists that are here"
apt install -y --no-install-recommends "${missing[@]}" || without "apt-get install failed"
