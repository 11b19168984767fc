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

// A reader over a copy of the bytes, which is wiped when it is freed.
static inline BIO *hms_bytes_bio(const void *bytes, int count) {
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio == NULL) return NULL;
    if (count > 0 && BIO_write(bio, bytes, count) != count) {
        BIO_free(bio);
        return NULL;
    }
    BIO_set_mem_eof_return(bio, 0);
    return bio;
}

// What a memory BIO has taken so far; the pointer lives as long as the BIO is not written to.
static inline long hms_bio_bytes(BIO *bio, char **bytes) {
    return BIO_get_mem_data(bio, bytes);
}

// A name by RFC 2253, in UTF-8 but for what a terminal could mistake.
static inline int hms_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

// Why the last call failed, within its library.
static inline int hms_error_reason(unsigned long code) {
    return ERR_GET_REASON(code);
}

// A new RSA key, or NULL.
static inline EVP_PKEY *hms_new_rsa_key(unsigned int bits) {
    return EVP_RSA_gen(bits);
}
