// One line of a checksum file, in any of the forms that occur.
//
//   <hex>  name        coreutils, text          \<hex>  na\nme   coreutils, name escaped
//   <hex> *name        coreutils, binary        SHA256 (name) = <hex>   BSD
//   <hex>              bare                     <hex>  -         the digest of a pipe: as good as bare

enum SidecarLine {
    /// A blank line, a comment, or another algorithm than ours in BSD's form.
    case nothing
    case unreadable
    case bare(Sidecar)
    case named(Sidecar, path: String)

    init(_ line: Substring) {
        var rest = line
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        guard let first = rest.first, first != "#", first != ";" else {
            self = .nothing
            return
        }
        self = SidecarLine.tagged(rest) ?? SidecarLine.plain(rest)
    }

    /// Whether a path in a checksum file, of Unix or Windows, means the file of this name.
    static func names(_ path: String, _ name: String) -> Bool {
        path == name || path.hasSuffix("/\(name)") || path.hasSuffix("\\\(name)")
    }

    /// The name as coreutils writes it: backslash and line ends escaped.
    static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// BSD's form, or nil where the line has another one. The label must fit the digest.
    private static func tagged(_ line: Substring) -> SidecarLine? {
        guard let open = line.firstRange(of: " ("), let close = line.ranges(of: ") = ").last,
            open.upperBound <= close.lowerBound
        else { return nil }
        let label = line[..<open.lowerBound].uppercased().filter { $0 != "-" }
        let isEscaped = label.first == "\\"
        guard let algorithm = DigestAlgorithm.allCases.first(where: { label.hasSuffix($0.label) }),
            label.count == algorithm.label.count + (isEscaped ? 1 : 0)
        else { return label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "\\" } ? .nothing : nil }
        guard let sidecar = sidecar(line[close.upperBound...]), sidecar.algorithm == algorithm else {
            return .unreadable
        }
        let name = line[open.upperBound..<close.lowerBound]
        return .named(sidecar, path: isEscaped ? unescaped(name) : String(name))
    }

    private static func plain(_ line: Substring) -> SidecarLine {
        let isEscaped = line.first == "\\"
        let rest = isEscaped ? line.dropFirst() : line
        let digits = rest.prefix { $0 != " " && $0 != "\t" }
        guard let sidecar = sidecar(digits) else { return .unreadable }
        // A blank, and a second one or the asterisk of binary mode; some tools write one blank or tab, or more.
        let tail = rest.dropFirst(digits.count)
        let name =
            tail.hasPrefix("  ") || tail.hasPrefix(" *")
            ? tail.dropFirst(2).drop { $0 == " " } : tail.drop { $0 == " " || $0 == "\t" }
        if name.isEmpty || name == "-" { return .bare(sidecar) }
        return .named(sidecar, path: isEscaped ? unescaped(name) : String(name))
    }

    private static func sidecar(_ digits: Substring) -> Sidecar? {
        let lower = digits.lowercased()
        guard let algorithm = DigestAlgorithm(hexadecimalLength: lower.utf8.count),
            lower.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return Sidecar(algorithm: algorithm, digest: lower)
    }

    private static func unescaped(_ name: Substring) -> String {
        var text = ""
        var isAfterBackslash = false
        for scalar in name.unicodeScalars {
            if isAfterBackslash {
                switch scalar {
                case "n": text += "\n"
                case "r": text += "\r"
                default: text.unicodeScalars.append(scalar)
                }
                isAfterBackslash = false
            } else if scalar == "\\" {
                isAfterBackslash = true
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
