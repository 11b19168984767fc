#!/bin/sh
# Measures reading with every check: inside one process, and as whole processes of `hms-ach inspect` by turns with a peer.
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
make_input entries.ach.small make-nacha.py -n 10000 -s 7
make_input claims.835 make-x12.py 835 --claims 1000000 --sets 100 --seed 7
make_input claims.835.small make-x12.py 835 --claims 10000 --sets 1 --seed 7
make_input remittances.820 make-x12.py 820 --items 1000000 --sets 100 --seed 7
make_input remittances.820.small make-x12.py 820 --items 10000 --sets 1 --seed 7
make_input statement.xml make-camt.py -n 1000000 --seed 7
make_input statement.xml.small make-camt.py -n 10000 --seed 7

set --
[ -s "$data/entries.ach" ] && set -- "$@" --nacha "$data/entries.ach"
[ -s "$data/claims.835" ] && set -- "$@" --claims "$data/claims.835"
[ -s "$data/remittances.820" ] && set -- "$@" --remittances "$data/remittances.820"
[ -s "$data/statement.xml" ] && set -- "$@" --camt "$data/statement.xml"
if [ $# = 0 ]; then
    echo "benchmarks: there is no input; put files at $data/entries.ach, claims.835, remittances.820 or statement.xml" >&2
    exit 0
fi
[ -x ../.build/release/hms-ach ] && set -- --program ../.build/release/hms-ach "$@"

swift build -c release --product benchmarks
echo
.build/release/benchmarks --rounds "$rounds" "$@"
