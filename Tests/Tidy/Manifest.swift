// Package.swift as text: the targets in their order, where they lie and what they say they need.

/// One target of the package.
struct ManifestTarget: Sendable, Hashable {
    var name: String
    /// Folder below the root, without a slash at its end.
    var folder: String
    /// Names of targets and of products of other packages.
    var needs: [String]

    /// `Sources/Formats/NACHA` stands on the floor `Formats`.
    var floor: String? {
        let parts = folder.split(separator: "/")
        return parts.count > 1 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
}

struct Manifest: Sendable {
    /// In the order of the file: lowest floor first, then the tests.
    let targets: [ManifestTarget]

    static let ours = Manifest(Repository.manifest.text)

    init(_ text: String) {
        let text = Self.withoutComments(text)
        var products: [Substring: String] = [:]
        for match in text.matches(of: /let (\w+): Target\.Dependency = \.product\(name: "([^"]+)"/) {
            products[match.1] = String(match.2)
        }
        let opening = /(floor|tests|\.executableTarget|\.systemLibrary)\(\s*(?:name: )?"([^"]+)"/
        targets = text.matches(of: opening).compactMap { match in
            let call = Self.call(in: text[match.range.lowerBound...])
            guard let folder = call.firstMatch(of: /(?:at|path): "([^"]+)"/)?.1 else { return nil }
            let needs = Self.needs(of: call, products: products)
            let name = String(match.2)
            return switch match.1 {
            case "floor": ManifestTarget(name: name, folder: "Sources/\(folder)", needs: needs)
            case "tests": ManifestTarget(name: name + "Tests", folder: "Tests/\(folder)", needs: needs)
            default: ManifestTarget(name: name, folder: String(folder), needs: needs)
            }
        }
    }

    /// The target whose folder holds the file.
    func target(of path: String) -> ManifestTarget? {
        targets.first { path.hasPrefix($0.folder + "/") }
    }

    /// From its beginning to the parenthesis that closes it.
    private static func call(in text: Substring) -> Substring {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return text[...index] }
            }
        }
        return text
    }

    private static func needs(of call: Substring, products: [Substring: String]) -> [String] {
        guard let list = call.firstMatch(of: /(?:needs|dependencies): \[([^\]]*)\]/)?.1 else { return [] }
        return list.matches(of: /\.product\(name: "([^"]+)"[^)]*\)|"([^"]+)"|(\w+)/).compactMap { match in
            (match.1 ?? match.2).map(String.init) ?? match.3.flatMap { products[$0] }
        }
    }

    private static func withoutComments(_ text: String) -> String {
        text.split(separator: "\n").filter { !$0.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") }
            .joined(separator: "\n")
    }
}
