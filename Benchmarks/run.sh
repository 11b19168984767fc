#!/bin/sh
# Measures reading with every check: inside one process, and as whole processes of `hms-ach inspect`.
#
#     sh Benchmarks/run.sh [ROUNDS]
#
# Input of about a million entries is made once in Benchmarks/.data by the generators in TOOLS (default: ../shared/tools
# beside the repository); a file that is already there under its name is used as it is. What cannot be made is left out.
set -eu
cd "$(dirname "$0")"
rounds=${1:-5}
tools=${TOOLS:-../../shared/tools}
data=.data
mkdir -p "$data"

# make_input NAME GENERATOR ARGUMENT...: writes the output under a temporary name first, so that half a file never counts.
make_input() {
    name=$1
    generator=$tools/$2
    shift 2
    [ -s "$data/$name" ] && return 0
    if [ ! -r "$generator" ] || ! command -v python3 >/dev/null 2>&1; then
        echo "benchmarks: $name is left out: $generator is not there, or python3 is missing" >&2
        return 0
    fi
    echo "benchmarks: making $name" >&2
    python3 "$generator" "$@" -o "$data/$name.part"
    mv "$data/$name.part" "$data/$name"
}

make_input entries.ach make-nacha.py -n 1000000 -s 7
make_input claims.835 make-x12.py 835 --claims 100000 --sets 10 --seed 7
make_input statement.xml make-camt.py -n 1000000 --seed 7

set --
[ -s "$data/entries.ach" ] && set -- "$@" --nacha "$data/entries.ach"
[ -s "$data/claims.835" ] && set -- "$@" --x12 "$data/claims.835"
[ -s "$data/statement.xml" ] && set -- "$@" --camt "$data/statement.xml"
if [ $# = 0 ]; then
    echo "benchmarks: there is no input; put files at $data/entries.ach, claims.835 or statement.xml" >&2
    exit 0
fi

swift build -c release --product benchmarks
echo
.build/release/benchmarks --rounds "$rounds" "$@"

# The whole program, start and output included.
program=../.build/release/hms-ach
if [ ! -x "$program" ] || [ ! -x /usr/bin/time ]; then
    echo "benchmarks: whole processes are left out: $program or /usr/bin/time is missing" >&2
    exit 0
fi
echo
for file in "$data"/entries.ach "$data"/claims.835 "$data"/statement.xml; do
    [ -s "$file" ] || continue
    status=0
    /usr/bin/time -v -o "$data/time" "$program" inspect "$file" >"$data/inspected" || status=$?
    awk -v name="hms-ach inspect $(basename "$file")" -v status="$status" '
        /Elapsed \(wall clock\)/ { wall = $NF }
        /Maximum resident set size/ { peak = $NF / 1024 }
        END { printf "%-32s %10s elapsed  %6.1f MiB peak  exit %d\n", name, wall, peak, status }' "$data/time"
done
