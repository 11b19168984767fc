// Where the parts of a backup lie on disk: the state folder, the keyring and the passphrase where they are kept elsewhere,
// and Config/.

import Configuration
import Glibc

/// The parts of an archive and their places.
struct BackupPlaces: Sendable {
    /// First component of the names in the archive.
    static let state = "state"
    static let keyring = "keyring"
    static let passphrase = "passphrase"
    static let configuration = "Config"

    let stateFolder: StateFolder
    /// Nil when there is no keyring or it lies in the state folder.
    let keyringFolder: String?
    /// Nil when there is none or it lies in the state folder or in the keyring.
    let passphraseFile: String?
    let configurationFolder: String
    /// The keyring wherever it lies; nil when none is configured.
    let keyringAnywhere: String?
    let passphraseAnywhere: String?

    init(_ root: Root, _ configuration: GatewayConfiguration) {
        stateFolder = StateFolder(path: root.resolve(configuration.folders.state))
        configurationFolder = root.configurationFolder
        let home = configuration.openPGP.map { root.resolve($0.home) }
        let passphrase = configuration.openPGP?.passphraseFile.map { root.resolve($0) }
        keyringAnywhere = home
        passphraseAnywhere = passphrase
        let state = stateFolder.path
        keyringFolder = home.flatMap { Self.lies($0, below: state) ? nil : $0 }
        passphraseFile = passphrase.flatMap { file in
            Self.lies(file, below: state) || home.map { Self.lies(file, below: $0) } ?? false ? nil : file
        }
    }

    static func lies(_ path: String, below folder: String) -> Bool { path.hasPrefix(folder + "/") }

    /// Plain files below a folder, as names relative to it, sorted; links, sockets and what passes are left out.
    static func files(below folder: String) -> [String] {
        var found: [String] = []
        var folders = [""]
        while let place = folders.popLast() {
            guard let stream = opendir(place.isEmpty ? folder : "\(folder)/\(place)") else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name == "." || name == ".." { continue }
                let path = place.isEmpty ? name : "\(place)/\(name)"
                var status = stat()
                guard lstat("\(folder)/\(path)", &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: folders.append(path)
                case S_IFREG: found.append(path)
                default: continue
                }
            }
        }
        return found.sorted()
    }
}
