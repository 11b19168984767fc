// What the declarations among a tag's attributes mean for the tag and for all within (Namespaces in XML 1.0, sections 3
// to 6). Relies on XMLScanner's state and on XMLNamespaceScope.

extension XMLScanner {
    /// An element whose name has a prefix, or is what only attributes may be called.
    @inline(never)
    mutating func namespace(of name: XMLNameTable.Name, _ window: RawSpan) -> UInt8? {
        if name.isDeclaration {
            // `xmlns` alone is a name like others; nothing can declare it as a prefix.
            if name.prefix == 0 { return unprefixed }
        } else if name.prefix == lastPrefix {
            return lastNamespace
        } else if let namespace = scope.namespace(ofPrefix: name.prefix) {
            lastPrefix = name.prefix
            lastNamespace = namespace
            return namespace
        }
        refuse(.syntax, "a prefix without a declared namespace", window, at: position)
        return nil
    }

    /// Takes the declarations among the attributes and checks those with a prefix.
    mutating func declareAndCheck(_ window: RawSpan) -> Bool {
        var prefixed = 0
        for attribute in attributes {
            let name = names[attribute.name]
            if name.isDeclaration {
                let text = value(of: attribute, window)
                if !text.isEmpty, !XMLNamespaceReference.isReference(text) {
                    return refuse(.syntax, "a namespace that is no URI reference", window, at: position)
                }
                if !scope.declare(String(decoding: text, as: UTF8.self), prefix: name.prefix, depth: depth + 1) {
                    return refuse(
                        .syntax, "a namespace declaration that the rules forbid", window, at: position)
                }
            } else if name.prefix != 0 {
                prefixed += 1
            }
        }
        unprefixed = scope.unprefixed
        declaringDepth = scope.innermost
        lastPrefix = 0
        return prefixed == 0 || checkPrefixed(window)
    }

    mutating func leaveDeclarations() {
        scope.leave(depth: depth + 1)
        unprefixed = scope.unprefixed
        declaringDepth = scope.innermost
        lastPrefix = 0
    }

    private func value(of attribute: XMLAttribute, _ window: RawSpan) -> ArraySlice<UInt8> {
        if attribute.start >= decodedStart {
            let start = attribute.start - decodedStart
            return decoded[start..<start + attribute.count]
        }
        return window.extracting(attribute.start..<attribute.start + attribute.count).withUnsafeBytes { Array($0)[...] }
    }

    /// Prefixes of attributes must be declared, and no two attributes may have the same local part in one namespace.
    private mutating func checkPrefixed(_ window: RawSpan) -> Bool {
        var met: Set<[UInt8]> = []
        for attribute in attributes {
            let name = names[attribute.name]
            if name.prefix == 0 || name.isDeclaration { continue }
            guard let namespace = scope.namespace(ofPrefix: name.prefix) else {
                return refuse(.syntax, "a prefix without a declared namespace", window, at: position)
            }
            let written = window.extracting(attribute.nameStart..<attribute.nameStart + Int(name.count))
                .withUnsafeBytes { Array($0) }
            if !met.insert([namespace] + written.drop { $0 != 0x3A }).inserted {
                return refuse(.syntax, "the same attribute twice", window, at: position)
            }
        }
        return true
    }
}
