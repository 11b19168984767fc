// What made a segment or an element required or forbidden where a situational rule is broken: CTX, SITUATIONAL TRIGGER of the
// 999 (005010X231A1, section 2.4, CTX in loops 2100 and 2110).

/// The element whose value brought a situational rule to bear.
public struct SituationalTrigger: Sendable, Hashable {
    /// CTX02: the segment.
    public let tag: String
    /// CTX03: its position in the set, ST = 1.
    public let position: Int
    /// CTX04; nil where it is not known.
    public let loop: String?
    /// CTX05: the element, and the component of a composite, from 1.
    public let element: Int
    public let component: Int?
    /// CTX06: number of the data element in the dictionary.
    public let reference: Int?
}

extension SituationalTrigger {
    init(_ place: Place, _ element: Int, component: Int? = nil, reference: Int?, loop: String? = nil) {
        self.init(
            tag: place.tag.text, position: place.position, loop: loop, element: element, component: component,
            reference: reference)
    }
}
