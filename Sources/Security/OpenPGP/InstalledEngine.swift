// The GnuPG of this machine.

public enum InstalledEngine {
    /// `2.2.40`, as `gpg --version` says it; nil where there is no gpg along PATH.
    public static func version() -> String? {
        let line = String(decoding: ChildProcess(["gpg", "--version"]).output(), as: UTF8.self)
            .split(separator: "\n").first
        guard let line, line.hasPrefix("gpg ") else { return nil }
        return line.split(separator: " ").last.map(String.init)
    }
}
