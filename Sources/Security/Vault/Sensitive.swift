// A value that must not be read by chance: however it is printed, only its last four characters show.

/// An account number, name or identifier. Printing, interpolating, dumping or reflecting it gives `•••1234`; a value
/// shorter than eight characters gives `•••` alone, since four of its characters would be most of it.
///
/// Only `reveal()` gives the text, so that each place where it leaves can be found by that word.
public struct Sensitive: Sendable, Hashable {
    private let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The text itself. Never hand the result to a log, an error or a metric.
    public func reveal() -> String { text }

    /// What may be shown.
    public var masked: String {
        text.count < 8 ? "•••" : "•••\(text.suffix(4))"
    }
}

extension Sensitive: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { masked }
    public var debugDescription: String { masked }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
