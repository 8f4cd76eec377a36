#!/usr/bin/env bash
# Builds Slipway and runs every test, on a machine that may have nothing installed yet.
#
#   bash packaging/test.sh [--preset release|dev|asan|tsan]
#
# The last line says how many tests passed and how many were skipped.
. "$(dirname "$0")/build.sh"

preset=release
while [ $# -gt 0 ]; do
    case $1 in
        --preset=*) preset=${1#*=} ;;
        --preset) preset=${2:-}; shift ;;
        -h | --help) sed -n '2,$ { /^#/!q; s/^# \{0,1\}//p }' packaging/test.sh; exit 0 ;;
        *) fail "unknown argument $1. It takes --preset release, dev, asan or tsan." ;;
    esac
    shift || true
done
case $preset in
    release | dev | asan | tsan) ;;
    *) fail "there is no preset \"$preset\". It is release, dev, asan or tsan." ;;
esac

build_preset "$preset"

# ctest keeps here what every test program said, one program after the other.
log=build/$preset/Testing/Temporary/LastTest.log
failed=build/$preset/Testing/Temporary/LastTestsFailed.log
rm -f "$log" "$failed"

started=$SECONDS
passed=yes
echo "Testing ($(nproc) programs at a time)"
ctest --preset "$preset" -j "$(nproc)" --no-label-summary --test-output-size-passed 100000000 2>&1 |
    sed -u '/^[0-9]*% tests passed/,$d; /^PASS   : /d; /^$/d' | only_what_matters || passed=no
[ -f "$log" ] || fail "ctest found no tests to run; the lines above are its own."
echo "Tested in $((SECONDS - started)) s"

# Qt Test's own lines; what every program runs before and after its tests is no test.
grep '^SKIP   : ' "$log" || true
counts=$(awk '/^PASS   : / && !/::(initTestCase|cleanupTestCase)\(\)/ { passed++ } /^SKIP   : / { skipped++ }
    END { printf "%d tests passed, %d skipped", passed, skipped }' "$log")
if [ $passed = no ]; then
    echo "$counts"
    fail "these test programs failed: $(cut -d: -f2- "$failed" | paste -sd' '). All of their output: $log"
fi
echo "$counts"
