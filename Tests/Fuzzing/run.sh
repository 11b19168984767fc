#!/bin/sh
# Fuzzes one reader with coverage guidance and the address sanitizer.
#
#     sh Tests/Fuzzing/run.sh [nacha|x12|iso20022|delimited|document] [SECONDS]
#
# Seeds: Tests/Fuzzing/Findings/READER (inputs that once broke something, and small files of every kind), and, where it is
# there, the shared corpus beside the repository. What is found new goes to Tests/Fuzzing/.found; a crash leaves a file
# crash-* there, to be made small with -minimize_crash=1 and moved to Findings.
set -eu
cd "$(dirname "$0")"
reader=${1:-document}
seconds=${2:-600}
case $reader in
nacha) folder=nacha ;;
x12) folder=x12 ;;
iso20022) folder=camt ;;
*) folder= ;;
esac

swift build -c release --scratch-path .build-fuzzing --product fuzzing -Xswiftc -sanitize=fuzzer,address
found=.found/$reader
mkdir -p "$found"
set -- "$found"
[ -d "Findings/$reader" ] && set -- "$@" "Findings/$reader"
[ -n "$folder" ] && [ -d "../../../shared/corpus/$folder" ] && set -- "$@" "../../../shared/corpus/$folder"
HMS_ACH_FUZZ=$reader SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 \
    timeout $((seconds + 120)) .build-fuzzing/release/fuzzing -max_total_time="$seconds" -max_len=65536 -timeout=20 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$found/" "$@"
