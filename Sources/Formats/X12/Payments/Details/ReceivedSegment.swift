// One segment as it was received, kept for whoever asks for more than the typed claim and payment hold. Typed views of it
// stand beside, one small struct for each kind of segment; they read an element only when it is asked for.

public import Money

/// A segment of an 835 or 820. Kept only when `X12Reader.Options.collectsDetails` is set.
public struct ReceivedSegment: Sendable, Hashable {
    public let tag: String
    /// The elements behind the tag; empty ones at the end were left out.
    public let elements: [String]
    /// Byte of the file at which the segment stands.
    public let offset: Int
    let component: UInt8

    init(_ shape: borrowing SegmentShape, _ bytes: RawSpan, component: UInt8, _ place: Place) {
        tag = place.tag.text
        var elements: [String] = []
        elements.reserveCapacity(shape.readable)
        var number = 1
        while number <= shape.readable {
            elements.append(bytes.text(bytes.withoutTrailingBlanks(shape.range(number))))
            number += 1
        }
        self.elements = elements
        offset = place.offset
        self.component = component
    }

    /// Element by its number from 1, as the guides count; empty where it was not sent.
    public subscript(_ element: Int) -> String {
        elements.indices.contains(element - 1) ? elements[element - 1] : ""
    }

    /// The same, nil where it was not sent.
    public func sent(_ element: Int) -> String? { self[element].isEmpty ? nil : self[element] }

    /// Components of a composite, from 1.
    public func components(_ element: Int) -> [String] {
        self[element].utf8.split(separator: component, omittingEmptySubsequences: false).map { String($0) ?? "" }
    }

    /// An amount of money in hundredths; nil where it was not sent or cannot be read exactly.
    public func hundredths(_ element: Int) -> Int64? {
        let bytes = Array(self[element].utf8)
        guard case .amount(let amount) = DecimalElement.read(bytes.span.bytes, 0..<bytes.count) else { return nil }
        return amount
    }

    /// A date, CCYYMMDD.
    public func day(_ element: Int) -> CalendarDate? {
        let bytes = Array(self[element].utf8)
        return DateElement.day(bytes.span.bytes, 0..<bytes.count)
    }
}

extension [ReceivedSegment] {
    func all(_ tag: String) -> [ReceivedSegment] { filter { $0.tag == tag } }
    func first(_ tag: String) -> ReceivedSegment? { first { $0.tag == tag } }
}
