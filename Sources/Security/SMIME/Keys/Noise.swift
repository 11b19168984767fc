// Octets that nobody can foresee, from OpenSSL's generator: content keys, vectors, and keys that open nothing.

import COpenSSL

enum Noise {
    static func octets(_ count: Int) throws(SMIMEError) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: count)
        guard RAND_priv_bytes(&octets, Int32(clamping: count)) == 1 else {
            ERR_clear_error()
            throw .engine(operation: "make random octets")
        }
        return octets
    }
}
