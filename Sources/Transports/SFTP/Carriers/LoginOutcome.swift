// What a login that did not succeed by libssh2 means. A refusal stops the account until a person acts, so only what the server
// has answered is one. The library gives some codes of a refusal (`AUTHENTICATION_FAILED`, `PUBLICKEY_UNVERIFIED`) also when the
// line was cut while it waited for the answer; its words tell the two apart (libssh2 1.10 and 1.11, userauth.c).

import CSSH2

enum LoginOutcome {
    /// - Parameters:
    ///   - code: what the library's call returned, not 0.
    ///   - words: what it says of its last error.
    static func failure(code: Int32, words: String) -> SFTPFailure {
        if words.hasPrefix("Waiting for") || words.hasPrefix("Would block") || words.hasPrefix("Timed out") {
            return .unreachable("no answer to the login: \(words)")
        }
        switch code {
        case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED, LIBSSH2_ERROR_PASSWORD_EXPIRED,
            LIBSSH2_ERROR_PUBLICKEY_UNRECOGNIZED:
            return .loginRefused(words)
        case LIBSSH2_ERROR_FILE: return .local("the private key cannot be read, or its passphrase is wrong")
        case LIBSSH2_ERROR_AGENT_PROTOCOL: return .local("no agent answers at SSH_AUTH_SOCK")
        case LIBSSH2_ERROR_TIMEOUT: return .unreachable("no answer to the login in time")
        default: return .unreachable("the connection ended during the login: \(words)")
        }
    }
}
