#!/usr/bin/env bash
# Shows a model's whole life, on a machine that may have nothing installed yet: builds Slipway, runs `slipway demo feed`
# and, where there is a display, opens the window on the guided tour. Arguments are handed on to the demo.
#
#   bash packaging/demo.sh [--rows N]
#
# The demo's workspace is $SLIPWAY_WORKSPACE, else the user's data folder.
. "$(dirname "$0")/build.sh"

workspace=${SLIPWAY_WORKSPACE:-${XDG_DATA_HOME:-${HOME:-.}/.local/share}/slipway/workspace}
build_preset release "${programs[@]}"
echo "The command slipway is $PWD/build/release/bin/slipway"
build/release/bin/slipway -w "$workspace" demo feed "$@"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "The window is $PWD/build/release/bin/slipway-console; it opens on the tour."
    exec build/release/bin/slipway-console "$workspace" --tour feed
fi
echo "There is no display here; with one, build/release/bin/slipway-console opens the window."
