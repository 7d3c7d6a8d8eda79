#!/bin/sh
# Runs a command with a keychain of its own: gnome-keyring, unlocked, in a private D-Bus session, with its files in a
# temporary home. Nothing of the person's own keychain is touched.
set -eu
if [ "${KEYCHAIN_SESSION:-}" != inside ]; then
  KEYCHAIN_SESSION=inside exec dbus-run-session -- "$0" "$@"
fi
KEYCHAIN_HOME=$(mktemp -d)
export XDG_DATA_HOME="$KEYCHAIN_HOME/data" XDG_RUNTIME_DIR="$KEYCHAIN_HOME/run"
mkdir -p -m 700 "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
trap 'rm -rf "$KEYCHAIN_HOME"' EXIT
printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
"$@"
