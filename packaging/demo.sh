#!/usr/bin/env bash
# Shows a model's whole life, on a machine that may have nothing installed yet: builds Slipway and runs `slipway demo
# feed`. Arguments are handed on to it.
#
#   bash packaging/demo.sh [--rows N]
#
# The demo's workspace is $SLIPWAY_WORKSPACE, else the user's data folder.
. "$(dirname "$0")/build.sh"

build_preset release "${programs[@]}"
echo "The command slipway is $PWD/build/release/bin/slipway"
build/release/bin/slipway demo feed "$@"
