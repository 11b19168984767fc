#!/bin/sh
# Measures receiving by AS2 beside a receiver made of pyas2lib, on loopback, both ended afterwards.
#
#     sh Benchmarks/as2.sh [MESSAGES [BYTES [CONNECTIONS [HUGE-MEGABYTES]]]]
#
# Each message is signed and encrypted and gets a signed receipt in the answer; all are made beforehand, and the receipts are judged
# after the clock has stopped. Then the same load beside dawdling and oversized requests, and one huge message (0: none) with the
# most memory the gateway ever had. Needs HMS_ACH_PEERS, and the release program: .build/release/hms-ach, or PROGRAM.
set -eu
cd "$(dirname "$0")"
messages=${1:-1000}
bytes=${2:-50000}
connections=${3:-16}
megabytes=${4:-1024}
program=${PROGRAM:-../.build/release/hms-ach}
: "${HMS_ACH_PEERS:?export HMS_ACH_PEERS=\$(sh .ci/peers) first}"
as2() { "$HMS_ACH_PEERS/bin/python" -B as2.py "$@"; }

folder=$(mktemp -d)
port=$((20000 + $$ % 20000))
gateway=
peer=
finish() {
    [ -z "$gateway" ] || kill "$gateway" 2>/dev/null || true
    [ -z "$peer" ] || kill "$peer" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT INT TERM

# wait_for PORT: until something listens there.
wait_for() {
    for _ in $(seq 300); do
        if python3 -c "import socket; socket.create_connection(('127.0.0.1', $1), 1)" 2>/dev/null; then return 0; fi
        sleep 0.1
    done
    echo "benchmarks: nothing listens on port $1" >&2
    cat "$folder/log" >&2
    exit 1
}

# processor_time PID: seconds that a process has used so far.
processor_time() {
    ticks=$(cut -d' ' -f14,15 "/proc/$1/stat" | tr ' ' '+')
    echo "    $(($ticks))0 ms of processor time"
}

# start_gateway: a root of its own each time, so that no message is a repetition.
start_gateway() {
    root=$(mktemp -d "$folder/root-XXXXXX")
    mkdir -p "$root/Config/partners" "$root/Config/keys"
    cp "$folder/hospital.pem" "$folder/hospital.key" "$folder/partner.pem" "$root/Config/keys/"
    chmod 600 "$root/Config/keys/hospital.key"
    cat >"$root/Config/gateway.yaml" <<YAML
organisation: { name: General Hospital }
as2: { certificate: Config/keys/hospital.pem, key: Config/keys/hospital.key }
listen: { as2: { address: "127.0.0.1:$port", connections: 512 } }
YAML
    cat >"$root/Config/partners/clinic.yaml" <<YAML
name: clinic
role: trading-partner
expects: [open-items]
receive:
  - as2: { from: Clinic, to: Hospital, certificate: Config/keys/partner.pem, encryption: required, signature: required, size-limit: 4GB }
send:
  - folder: outbox/clinic
YAML
    "$program" run --root "$root" >"$folder/log" 2>&1 &
    gateway=$!
    wait_for "$port"
}

stop_gateway() {
    processor_time "$gateway"
    grep -E '^Vm(HWM|RSS)' "/proc/$gateway/status" | tr -s ' \t' ' ' | paste -sd' ' | sed 's/^/    /'
    kill "$gateway"
    wait "$gateway" || true
    gateway=
}

as2 make "$folder" "$messages" "$bytes"
echo "$messages messages of $bytes bytes, $connections connections, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"

"$HMS_ACH_PEERS/bin/python" -B as2.py receiver "$folder" $((port + 1)) >"$folder/log" 2>&1 &
peer=$!
wait_for $((port + 1))
echo "pyas2lib"
as2 load "$folder" $((port + 1)) "$connections"
processor_time "$peer"
kill "$peer"
peer=

start_gateway
echo "HMS-ACH"
as2 load "$folder" "$port" "$connections"
stop_gateway

start_gateway
echo "HMS-ACH, beside 100 dawdling connections of which some announce too much"
as2 load "$folder" "$port" "$connections" 100
stop_gateway

if [ "$megabytes" != 0 ]; then
    as2 huge "$folder" "$megabytes"
    start_gateway
    echo "HMS-ACH, one message of $megabytes MB"
    as2 post "$folder" "$port"
    stop_gateway
fi
