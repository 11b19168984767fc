#!/bin/sh
# Measures SFTP beside OpenSSH's `sftp` command, against an sshd of its own on loopback, ended afterwards.
#
#     sh Benchmarks/sftp.sh [ROUNDS [MEGABYTES [DELAY]]]
#
# DELAY: milliseconds of round trip put in by a proxy (0: none; needs python3). Needs openssh-server and openssh-client.
set -eu
cd "$(dirname "$0")"
rounds=${1:-5}
megabytes=${2:-256}
delay=${3:-0}
swift build -c release --product sftp-benchmark

folder=$(mktemp -d)
port=$((20000 + $$ % 20000))
server=
proxy=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$proxy" ] || kill "$proxy" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT INT TERM
mkdir -p "$folder/keys" "$folder/files/many" "$folder/local"
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$folder/keys/host"
ssh-keygen -q -t ed25519 -N '' -f "$folder/keys/user"
ssh-keygen -l -f "$folder/keys/host.pub" | cut -d' ' -f2 >"$folder/keys/fingerprint"
cat >"$folder/sshd_config" <<EOF
Port $port
ListenAddress 127.0.0.1
HostKey $folder/keys/host
AuthorizedKeysFile $folder/keys/user.pub
StrictModes no
UsePAM no
PermitRootLogin yes
PidFile none
Subsystem sftp internal-sftp
EOF
/usr/sbin/sshd -D -E "$folder/log" -f "$folder/sshd_config" &
server=$!
if [ "$delay" != 0 ]; then
    python3 delay.py $((port + 1)) "$port" $((delay / 2)) &
    proxy=$!
    port=$((port + 1))
fi
printf '[127.0.0.1]:%s %s\n' "$port" "$(cut -d' ' -f1-2 "$folder/keys/host.pub")" >"$folder/known_hosts"
head -c "${megabytes}M" /dev/urandom >"$folder/files/big"
if [ "$delay" = 0 ]; then
    (cd "$folder/files/many" && seq 1 10000 | sed 's/$/.edi/' | xargs touch)
else
    rmdir "$folder/files/many"
fi
sleep 1
echo "$megabytes MB, $rounds rounds, round trip $delay ms, $(ssh -V 2>&1), $(nproc) cores"
.build/release/sftp-benchmark "$port" "$folder" "$rounds" $((megabytes * 1048576))
