#!/bin/sh
# Makes certificates for the tests of TLS, by the openssl command: sh authority.sh FOLDER
#
#     root, stranger             authorities
#     server, elsewhere, ended   servers that rest on root: localhost, of another name, no longer valid
#     client, unknown            clients that rest on root, on stranger
#
# Each as NAME.pem and NAME.key.
set -eu
mkdir -p "$1"
cd "$1"

authority() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$1" -keyout "$1.key" -out "$1.pem"
}

# issue NAME ISSUER FIELDS [DAYS]
issue() {
    echo "$3" >"$1.fields"
    openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.request"
    openssl x509 -req -in "$1.request" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days "${4:-3650}" \
        -extfile "$1.fields" -out "$1.pem"
    chmod 600 "$1.key"
}

{
    authority root
    authority stranger
    issue server root subjectAltName=DNS:localhost
    issue elsewhere root subjectAltName=DNS:elsewhere.example
    issue ended root subjectAltName=DNS:localhost -1
    issue client root extendedKeyUsage=clientAuth
    issue unknown stranger extendedKeyUsage=clientAuth
} >/dev/null 2>&1
