// TRN02 as banks mangle it: cut at either end. Both forms compared are normal forms (NormalisedReference).

enum TraceForm {
    /// How much of a TRN must be left to stand for the whole.
    static let strongLength = 8
    /// How much must be left not to contradict.
    static let weakLength = 3

    /// Whether one is the beginning or the end of the other and at least so long.
    static func isPart(_ left: String, _ right: String, atLeast length: Int) -> Bool {
        let (short, long) = left.utf8.count <= right.utf8.count ? (left, right) : (right, left)
        return short.utf8.count >= length && (long.hasPrefix(short) || long.hasSuffix(short))
    }
}
