// A fixed number of plain values in memory of their own, written and read for every element of a file.
// An array would check its uniqueness at every write, an inline array is copied at every read. The pointer does not leave
// this file. Indices are checked, that of a group of values once; `sure` is for those that nothing in a file can put wrong.

struct FixedRow<Value: BitwiseCopyable>: ~Copyable {
    private let values: UnsafeMutablePointer<Value>
    let count: Int

    /// `count` times the same value, at least one.
    init(_ value: Value, count: Int) {
        self.count = max(1, count)
        values = .allocate(capacity: self.count)
        values.initialize(repeating: value, count: self.count)
    }

    /// The values of a list; one value else where it is empty.
    init(_ list: [Value], else value: Value) {
        self.init(value, count: list.count)
        for (index, value) in list.enumerated() { values[index] = value }
    }

    deinit { values.deallocate() }

    /// The value at an index that cannot be wrong: it follows from how a guide's rows were laid out, or from a check that was
    /// made of a greater one. Checked where tests run, not in a release.
    subscript(sure index: Int) -> Value {
        @inline(__always) get {
            assert(index >= 0 && index < count)
            return values[index]
        }
        @inline(__always) nonmutating set {
            assert(index >= 0 && index < count)
            values[index] = newValue
        }
    }

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

extension FixedRow where Value == Int32 {
    /// How many values behind the last one wanted `append` may overwrite.
    static var slack: Int { 64 }

    /// Writes the places of a word's one bits, each with `base` added, from `index` on; the index behind the last of them.
    /// Twenty-four are written without asking how many there are: a question that 64 bytes of a file answer now this way, now
    /// that way costs more than writing a few too many. Up to `slack` values behind are overwritten.
    @inline(__always)
    func append(bits: UInt64, base: Int, at index: Int) -> Int {
        precondition(index >= 0 && index &+ 64 &+ FixedRow.slack <= count)
        let base = Int32(truncatingIfNeeded: base)
        var rest = bits
        var target = values + index
        repeat {
            var step = 0
            while step < 24 {
                target[step] = base &+ Int32(truncatingIfNeeded: rest.trailingZeroBitCount)
                rest &= rest &- 1
                step &+= 1
            }
            target += 24
        } while rest != 0
        return index &+ bits.nonzeroBitCount
    }

    /// Writes how many one bits of `bits` stand before each one bit of `among`, each with `base` added; the index behind the
    /// last of them. Four are written without asking.
    @inline(__always)
    func append(ranks bits: UInt64, of among: UInt64, base: Int, at index: Int) -> Int {
        precondition(index >= 0 && index &+ 64 &+ FixedRow.slack <= count)
        let base = Int32(truncatingIfNeeded: base)
        var rest = among
        var target = values + index
        repeat {
            var step = 0
            while step < 4 {
                let below = (rest & (0 &- rest)) &- 1
                target[step] = base &+ Int32(truncatingIfNeeded: (bits & below).nonzeroBitCount)
                rest &= rest &- 1
                step &+= 1
            }
            target += 4
        } while rest != 0
        return index &+ among.nonzeroBitCount
    }
}
