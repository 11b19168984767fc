// The files that a login needs, looked at before anybody is called: a key that we cannot read must not become a login that the
// server refuses, after which an account is stopped.

import Glibc

enum CredentialFiles {
    /// Throws `local` where a key or secret cannot be read, or is ours and may be read by others: the rule by which OpenSSH
    /// passes over keys, the same for both carriers.
    static func check(_ credential: SSHCredential) throws(SFTPFailure) {
        switch credential {
        case .key(let path, let passphraseFile):
            try check(path, "key")
            if let passphraseFile { try check(passphraseFile, "passphrase") }
        case .password(let file): try check(file, "password")
        case .agent: break
        }
    }

    private static func check(_ path: String, _ what: String) throws(SFTPFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 {
            throw .local("the \(what) file \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .local("the \(what) file \(path) is no plain file")
        }
        if status.st_size == 0 { throw .local("the \(what) file \(path) is empty") }
        if status.st_uid == geteuid(), status.st_mode & 0o077 != 0 {
            let mode = String(status.st_mode & 0o7777, radix: 8)
            throw .local("the \(what) file \(path) may be read by others (mode 0\(mode)); chmod 0600 it")
        }
    }
}
