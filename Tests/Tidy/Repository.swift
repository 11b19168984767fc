// The project as the tidy test sees it: its files below the root, read once.

import Foundation

enum Repository {
    /// Two folders above Tests/Tidy.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below Sources.
    static let sources = files(below: ["Sources"], endings: ["swift"])

    /// Every Swift file of ours.
    static let swift = sources + files(below: ["Tests", "Benchmarks"], endings: ["swift"]) + [manifest]

    static let manifest = file("Package.swift")

    /// Every text of ours, whatever its kind.
    static let texts =
        files(below: ["Sources", "Tests", "Benchmarks", "Config", "systemd", ".ci"], endings: nil)
        + topLevel.filter { !isFolder($0) && !$0.hasPrefix(".git") && $0 != "Package.resolved" }.map(file)

    /// The names at the top of the repository, sorted.
    static let topLevel = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []).sorted()

    private static func file(_ path: String) -> SourceFile {
        let data = (try? Data(contentsOf: root.appending(path: path))) ?? Data()
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }

    /// Sorted by path. Hidden files and folders (build products among them) are passed over, the folders asked for are not.
    private static func files(below folders: [String], endings: Set<String>?) -> [SourceFile] {
        folders.flatMap { folder in
            let found = FileManager.default.enumerator(
                at: root.appending(path: folder), includingPropertiesForKeys: [.isRegularFileKey],
                options: [.skipsHiddenFiles])
            var paths: [String] = []
            while let url = found?.nextObject() as? URL {
                guard endings?.contains(url.pathExtension) ?? true, !isFolder(url.path) else { continue }
                paths.append(folder + url.path.dropFirst(root.appending(path: folder).path.count))
            }
            return paths.sorted().map(file)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let url = URL(filePath: path, relativeTo: root)
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
