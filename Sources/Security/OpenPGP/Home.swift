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

    /// Makes the folder (0700) and its settings where they are missing. Refuses a folder that is a link or another user's.
    init(path: String) throws {
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw OpenPGPFailure(operation: "make the home \(path)", reason: String(cString: strerror(errno)))
        }
        try Home.takePossession(of: path)
        // GnuPG makes the path absolute before it appends the socket's name, and a link must not depend on where it lies.
        let path = Home.absolute(path)
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

    /// Whether an agent works for this home at present.
    func hasAgent() -> Bool {
        let ask = ChildProcess(["gpg-connect-agent", "--homedir", enginePath, "--no-autostart", "GETINFO pid", "/bye"])
        return ask.output().starts(with: Array("D ".utf8))
    }

    /// Ends the agent that works for this home.
    func endAgent() {
        _ = ChildProcess(["gpgconf", "--homedir", enginePath, "--kill", "all"]).output()
    }

    /// Takes the short way away.
    func close() {
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

    private static func takePossession(of path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if folder < 0 {
            throw OpenPGPFailure(operation: "open the home \(path)", reason: String(cString: strerror(errno)))
        }
        defer { Glibc.close(folder) }
        var status = stat()
        guard fstat(folder, &status) == 0, status.st_uid == geteuid() else {
            throw OpenPGPFailure(operation: "use the home \(path)", reason: "it belongs to another user")
        }
        if status.st_mode & 0o777 != 0o700 && fchmod(folder, 0o700) != 0 {
            throw OpenPGPFailure(operation: "close the home \(path)", reason: String(cString: strerror(errno)))
        }
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
        disable-dirmngr
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
