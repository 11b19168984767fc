// When a file whose checksum did not agree yet is read again: after a pause that doubles, for each try reads the whole file.
// A value; the clock's reading is passed in.

import Folder

struct ProofTries {
    /// Milliseconds of the first pause and of the longest one.
    let first: Int64
    let longest: Int64
    private var failures: [FileName: (count: Int, notBefore: Int64)] = [:]

    init(first: Int64, longest: Int64) {
        self.first = first
        self.longest = longest
    }

    func mayTry(_ name: FileName, now: Int64) -> Bool { failures[name].map { now >= $0.notBefore } ?? true }

    mutating func failed(_ name: FileName, now: Int64) {
        let count = failures[name]?.count ?? 0
        failures[name] = (count + 1, now + min(longest, first << Int64(min(count, 20))))
    }

    /// Forgets the files that are gone.
    mutating func keep(_ names: Set<FileName>) { failures = failures.filter { names.contains($0.key) } }
}
