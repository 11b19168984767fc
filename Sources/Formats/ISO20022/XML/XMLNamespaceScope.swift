// Which namespace a prefix stands for at the element at hand (Namespaces in XML 1.0, sections 2 to 6).
// Relies on nothing. The scanner knows names as they are written; what the few declarations of a document mean is told
// here.

/// The namespaces of one document and the declarations in force.
struct XMLNamespaceScope {
    /// Prefixes are numbered: 0 is the absence of one.
    static let noPrefix: UInt16 = 0
    static let xmlPrefix: UInt16 = 1
    static let xmlnsPrefix: UInt16 = 2

    private static let xmlName = "http://www.w3.org/XML/1998/namespace"
    private static let xmlnsName = "http://www.w3.org/2000/xmlns/"

    private struct Declaration {
        var prefix: UInt16
        var namespace: UInt8
        var depth: Int
    }

    /// The namespaces met, in order; no more than 254.
    private(set) var names: [String] = []
    /// Namespace of elements without prefix: 0 none, 1-254 a place in `names` plus one, 255 one of those beyond.
    private(set) var unprefixed: UInt8 = 0
    /// Depth of the innermost element with declarations in force; 0 for none.
    private(set) var innermost = 0
    private var declarations: [Declaration] = []
    private var prefixes = ["", "xml", "xmlns"]

    /// The number that stands for a prefix.
    mutating func number(ofPrefix prefix: String) -> UInt16 {
        if let known = prefixes.firstIndex(of: prefix) { return UInt16(truncatingIfNeeded: known) }
        if prefixes.count >= Int(UInt16.max) { return XMLNamespaceScope.xmlnsPrefix }
        prefixes.append(prefix)
        return UInt16(truncatingIfNeeded: prefixes.count - 1)
    }

    /// Takes a declaration of the element at `depth`. False, and not taken, if it is one that the rules forbid: of the
    /// reserved prefixes and names, or of a prefix for no namespace.
    mutating func declare(_ name: String, prefix: UInt16, depth: Int) -> Bool {
        if prefix == XMLNamespaceScope.xmlnsPrefix || name == XMLNamespaceScope.xmlnsName { return false }
        if (prefix == XMLNamespaceScope.xmlPrefix) != (name == XMLNamespaceScope.xmlName) { return false }
        if prefix != XMLNamespaceScope.noPrefix, name.isEmpty { return false }
        let namespace = name.isEmpty ? 0 : place(of: name)
        declarations.append(Declaration(prefix: prefix, namespace: namespace, depth: depth))
        innermost = depth
        if prefix == XMLNamespaceScope.noPrefix { unprefixed = namespace }
        return true
    }

    /// The namespace of a prefix; nil when nothing declares it.
    mutating func namespace(ofPrefix prefix: UInt16) -> UInt8? {
        if prefix == XMLNamespaceScope.noPrefix { return unprefixed }
        if prefix == XMLNamespaceScope.xmlPrefix { return place(of: XMLNamespaceScope.xmlName) }
        return declarations.last { $0.prefix == prefix }?.namespace
    }

    /// An element at `depth` has ended: its declarations are no longer in force.
    mutating func leave(depth: Int) {
        while let last = declarations.last, last.depth >= depth { declarations.removeLast() }
        innermost = declarations.last?.depth ?? 0
        unprefixed = declarations.last { $0.prefix == XMLNamespaceScope.noPrefix }?.namespace ?? 0
    }

    private mutating func place(of name: String) -> UInt8 {
        if let index = names.firstIndex(of: name) { return UInt8(index + 1) }
        if names.count >= 254 { return 255 }
        names.append(name)
        return UInt8(names.count)
    }
}
