// The private folder of a keyring: its mode, its settings, and a short way to it.
// GnuPG puts its agent's socket into the folder, and a socket's path may have some hundred characters only.

import Glibc

/// A GnuPG home that is ours alone.
struct Home: Sendable {
    /// Longest home whose socket still fits.
    private static let longestPath = 80

    let path: String
    /// What is handed to GnuPG: the path itself, or a short link to it.
    let enginePath: String
    private let linkFolder: String?

    /// Makes the folder (0700) and its settings where they are missing.
    init(path: String) throws {
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw OpenPGPFailure(operation: "make the home \(path)", reason: String(cString: strerror(errno)))
        }
        // GnuPG makes the path absolute before it appends the socket's name, and a link must not depend on where it lies.
        let path = Home.absolute(path)
        chmod(path, 0o700)
        try Home.write("\(path)/gpg.conf", Home.settings)
        try Home.write("\(path)/gpg-agent.conf", Home.agentSettings)
        self.path = path
        guard path.utf8.count > Home.longestPath else {
            enginePath = path
            linkFolder = nil
            return
        }
        var template = Array("/tmp/hms-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw OpenPGPFailure(operation: "make a short way to the home", reason: String(cString: strerror(errno)))
        }
        let folder = String(cString: made)
        if symlink(path, "\(folder)/g") != 0 {
            throw OpenPGPFailure(operation: "make a short way to the home", reason: String(cString: strerror(errno)))
        }
        enginePath = "\(folder)/g"
        linkFolder = folder
    }

    /// Ends the agent that works for this home, and takes the short way away.
    func close() {
        var process = pid_t()
        let arguments = ["gpgconf", "--homedir", enginePath, "--kill", "all"]
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        if posix_spawnp(&process, "gpgconf", nil, nil, &pointers, environ) == 0 {
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        for pointer in pointers { free(pointer) }
        if let linkFolder {
            unlink("\(linkFolder)/g")
            rmdir(linkFolder)
        }
    }

    private static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func write(_ path: String, _ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 && errno == EEXIST { return }
        if descriptor < 0 {
            throw OpenPGPFailure(operation: "write \(path)", reason: String(cString: strerror(errno)))
        }
        defer { Glibc.close(descriptor) }
        let bytes = Array(text.utf8)
        if Glibc.write(descriptor, bytes, bytes.count) != bytes.count {
            throw OpenPGPFailure(operation: "write \(path)", reason: String(cString: strerror(errno)))
        }
    }

    private static let settings = """
        batch
        no-tty
        pinentry-mode loopback
        trust-model always
        no-auto-key-retrieve
        no-auto-key-locate
        no-auto-check-trustdb
        weak-digest SHA1
        personal-cipher-preferences AES256 AES192 AES
        personal-digest-preferences SHA512 SHA256
        no-emit-version
        no-comments

        """

    private static let agentSettings = """
        allow-loopback-pinentry
        default-cache-ttl 86400
        max-cache-ttl 604800
        disable-scdaemon

        """
}
