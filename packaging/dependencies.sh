#!/usr/bin/env bash
# The one list of what Slipway needs to build, test and run on Debian 12 or later, and the way to get it.
#
#   bash packaging/dependencies.sh           install what is missing, after saying what that is
#   bash packaging/dependencies.sh --check   only say what is missing; exit 1 if something is
set -euo pipefail

packages=(
    # build
    g++ cmake ninja-build ccache pkg-config
    # Qt: the window, and Qt Test for every test
    qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqcustomplot-dev
    # learning. Without OpenBLAS LibTorch multiplies matrices forty times slower.
    libtorch-dev libopenblas0-pthread
    # records, configuration, HTTP, logging, command line
    libsqlite3-dev libyaml-cpp-dev libboost-dev libsimdjson-dev zlib1g-dev nlohmann-json3-dev libcli11-dev libspdlog-dev libfmt-dev libssl-dev
    # the latest features: in a folder of their own, or in a Redis
    liblmdb-dev libhiredis-dev
    # texts: Unicode folding and the categories of characters
    libicu-dev
    # tests: torch.load opens what we write, curl and a plain socket talk to what we serve, and the real window is driven by
    # mouse and keyboard on a virtual screen; a Redis of their own keeps features
    python3-torch curl xvfb xdotool redis-server
    # npm fetches DuckDB through these
    ca-certificates tar
)

duckdb_version=1.4.4
duckdb_library=@duckdb/node-bindings-linux-x64@1.4.4-r.4
duckdb_library_sha256=732fac4dc6b8f198870b9c4bb6ddf13544466daca00ad28ba2f1d80de5d7aa4b
duckdb_header=duckdb@1.4.4
duckdb_header_sha256=5bb967dcbcd517670ba5f169f238fb9d6787e53752c60ebe24386169d76941ed
duckdb_home="${SLIPWAY_DUCKDB_HOME:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slipway/duckdb-$duckdb_version}"

log=$(mktemp)
unfinished=
trap 'rm -rf "$log" ${unfinished:+"$unfinished"}' EXIT

fail() {
    echo "dependencies: $*" >&2
    exit 1
}

# Runs a command in silence; what it said is shown only if it fails.
quietly() {
    "$@" >"$log" 2>&1 && return 0
    tail -n 15 "$log" >&2
    return 1
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

have_duckdb() {
    [ -f "$duckdb_home/include/duckdb.h" ] && [ -f "$duckdb_home/lib/libduckdb.so" ] && return 0
    local dir
    for dir in "${DUCKDB_ROOT:-/nonexistent}" /usr /usr/local; do
        [ -f "$dir/include/duckdb.h" ] || continue
        compgen -G "$dir/lib*/libduckdb.so" >/dev/null && return 0
        compgen -G "$dir/lib/*/libduckdb.so" >/dev/null && return 0
    done
    return 1
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        is_installed "$package" || echo "$package"
    done
    # npm only fetches DuckDB, and its Debian package is large: not needed where either is already here.
    if ! have_duckdb && ! command -v npm >/dev/null; then echo npm; fi
}

# A system that updates itself may hold apt's lock for a while: wait for it.
apt_get() {
    local become=(env)
    if [ "$(id -u)" != 0 ]; then become=(sudo env); fi
    "${become[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

install_packages() {
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || fail "installing packages needs root: run this as root, or install sudo."
        # Asks for the password now, not in the middle of a silent command.
        sudo true || fail "installing packages needs root, and sudo did not allow it."
    fi
    quietly apt_get update || fail "apt-get update failed: is the Debian archive reachable?"
    quietly apt_get install -y --no-install-recommends "$@" ||
        fail "apt-get could not install the packages; the lines above are its own."
}

# Fetches one npm package into $2 and refuses it unless its SHA-256 is the pinned one.
fetch_npm() {
    local spec=$1 into=$2 sha256=$3 archive
    archive=$(cd "$into" && npm pack --silent --cache "$into/npm" "$spec" 2>"$log" | tail -n 1) || true
    if [ -z "$archive" ] || [ ! -f "$into/$archive" ]; then
        tail -n 5 "$log" >&2
        fail "npm could not fetch $spec. Connect to the npm registry, or install DuckDB $duckdb_version and name its folder in DUCKDB_ROOT."
    fi
    echo "$sha256  $into/$archive" | sha256sum --check --quiet --status ||
        fail "$spec is not the file that was pinned (SHA-256 differs); nothing was installed."
    echo "$into/$archive"
}

install_duckdb() {
    local archive
    if ! mkdir -p "$(dirname "$duckdb_home")" || ! unfinished=$(mktemp -d "$duckdb_home.XXXXXX"); then
        fail "DuckDB cannot be put into $duckdb_home: make that folder writable, or name another one in SLIPWAY_DUCKDB_HOME."
    fi
    mkdir "$unfinished/include" "$unfinished/lib"
    archive=$(fetch_npm "$duckdb_library" "$unfinished" "$duckdb_library_sha256") || exit 1
    tar -xzf "$archive" -C "$unfinished/lib" --strip-components=1 package/libduckdb.so package/LICENSE
    archive=$(fetch_npm "$duckdb_header" "$unfinished" "$duckdb_header_sha256") || exit 1
    tar -xzf "$archive" -C "$unfinished/include" --strip-components=5 package/src/duckdb/src/include/duckdb.h
    rm -rf "$unfinished"/*.tgz "$unfinished/npm"
    chmod 755 "$unfinished"
    rm -rf "$duckdb_home"
    mv "$unfinished" "$duckdb_home"
    unfinished=
}

command -v apt-get >/dev/null ||
    fail "this script installs Debian packages; on another system install what it lists by hand."
mapfile -t missing < <(missing_packages)
if [ "${1:-}" = --check ]; then
    have_duckdb || missing+=("DuckDB $duckdb_version (from npm, SHA-256 checked)")
    [ ${#missing[@]} = 0 ] && exit 0
    printf 'missing: %s\n' "${missing[@]}"
    exit 1
fi
[ $# = 0 ] || fail "unknown argument $1. It takes none, or --check."

if ! have_duckdb && [ "$(uname -m)" != x86_64 ]; then
    fail "DuckDB is fetched for x86_64 only: install libduckdb $duckdb_version and name its folder in DUCKDB_ROOT."
fi
if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing Debian packages, and what they need: ${missing[*]}"
    install_packages "${missing[@]}"
fi
if ! have_duckdb; then
    echo "Fetching DuckDB $duckdb_version from npm into $duckdb_home"
    install_duckdb
fi
