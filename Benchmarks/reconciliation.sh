#!/bin/sh
# Measures reconciling and posting: open items, 835s that pay them five by five, and bank statements with a line for each payment.
#
#     sh Benchmarks/reconciliation.sh [CLAIMS ...]
#
# For each number of claims (250000 500000 1000000 where none is given) twice: with amounts that differ, and with a tenth of the
# claims' number of payments of one and the same amount. All files lie in the inboxes when the program begins; then one 835 more,
# of a hundred claims. Needs the release program: .build/release/hms-ach, or PROGRAM. Scratch files go below TMPDIR: a million
# claims take 4 GB there.
set -eu
cd "$(dirname "$0")"
program=$(realpath "${PROGRAM:-../.build/release/hms-ach}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
swift build -c release --product reconciliation-benchmark >&2
.build/release/reconciliation-benchmark "$program" "$folder" "$@"
