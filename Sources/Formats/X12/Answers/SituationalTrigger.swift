// What made a segment or an element required or forbidden where a situational rule is broken: CTX, SITUATIONAL TRIGGER of the
// 999 (005010X231A1, CTX in loops 2100 and 2110).

/// The segment and element whose value made a situational rule apply: what `CTX*SITUATIONAL TRIGGER` says.
public struct SituationalTrigger: Sendable, Hashable {
    /// CTX02.
    public let segment: String
    /// CTX03, ST = 1.
    public let position: Int
    /// CTX04.
    public let loop: String?
    /// CTX05: element and component.
    public let element: Int?
    public let component: Int?
    /// CTX06: number of the data element.
    public let reference: Int?

    public init(
        segment: String, position: Int, loop: String? = nil, element: Int? = nil, component: Int? = nil,
        reference: Int? = nil
    ) {
        self.segment = segment
        self.position = position
        self.loop = loop
        self.element = element
        self.component = component
        self.reference = reference
    }
}
