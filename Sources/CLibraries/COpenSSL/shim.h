// The cryptographic library of OpenSSL, as Debian's libssl-dev installs it; nothing of its TLS.
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// What OpenSSL has as macros, Swift does not import.

// A reader over bytes that must outlive it.
static inline BIO *hms_bytes_bio(const void *bytes, int count) {
    return BIO_new_mem_buf(bytes, count);
}

// What a memory BIO has taken so far; the pointer lives as long as the BIO is not written to.
static inline long hms_bio_bytes(BIO *bio, char **bytes) {
    return BIO_get_mem_data(bio, bytes);
}
