// A fixed number of plain values in memory of their own, written and read for every element of a file.
// An array would check its uniqueness at every write, an inline array is copied at every read. The pointer does not leave
// this file; every index is checked.

struct FixedRow<Value: BitwiseCopyable>: ~Copyable {
    private let values: UnsafeMutablePointer<Value>
    let count: Int

    /// `count` times the same value, at least one.
    init(_ value: Value, count: Int) {
        self.count = max(1, count)
        values = .allocate(capacity: self.count)
        values.initialize(repeating: value, count: self.count)
    }

    deinit { values.deallocate() }

    subscript(index: Int) -> Value {
        @inline(__always) get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return values[index]
        }
        @inline(__always) nonmutating set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            values[index] = newValue
        }
    }
}
