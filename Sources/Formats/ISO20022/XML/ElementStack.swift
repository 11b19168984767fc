// The containers that enclose the element at hand, for a parser that asks for the innermost one at every element.
// Relies on StatementGrammar's nodes. It lies within its owner, so that no push or pop looks at an array's owners.

/// A stack of open containers, as deep as the XML reader lets elements nest.
struct ElementStack {
    struct Frame {
        var node: StatementNode
        var name: UInt16
    }

    static let capacity = 64
    private var frames = InlineArray<64, Frame>(repeating: Frame(node: .nowhere, name: 0))
    private(set) var count = 0
    /// The node of the innermost container.
    private(set) var top = StatementNode.nowhere

    /// The frame of a place from the outside, which must be below `count`.
    subscript(_ place: Int) -> Frame { frames[place] }

    var last: Frame? { count > 0 ? frames[count - 1] : nil }

    /// Beyond the capacity nothing is pushed; the XML reader stops before.
    @inline(__always)
    mutating func push(_ node: StatementNode, _ name: UInt16) {
        if count >= ElementStack.capacity { return }
        frames[count] = Frame(node: node, name: name)
        count += 1
        top = node
    }

    @inline(__always)
    mutating func pop() {
        if count == 0 { return }
        count -= 1
        top = count > 0 ? frames[count - 1].node : .nowhere
    }
}
