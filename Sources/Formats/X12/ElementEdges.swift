// Where elements begin: a fixed number of offsets in memory of their own, written and read for every element of a file.
// An array would check its uniqueness at every write, an inline array is copied at every read. The pointer does not leave
// this file; every index is checked.

struct ElementEdges: ~Copyable {
    static let count = 66
    private let edges: UnsafeMutablePointer<Int32>

    init() {
        edges = .allocate(capacity: ElementEdges.count)
        edges.initialize(repeating: 0, count: ElementEdges.count)
    }

    deinit { edges.deallocate() }

    subscript(index: Int) -> Int32 {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(ElementEdges.count))
            return edges[index]
        }
        @inline(__always) nonmutating set {
            precondition(UInt(bitPattern: index) < UInt(ElementEdges.count))
            edges[index] = newValue
        }
    }
}
