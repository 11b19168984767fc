// The characters that cut an interchange into segments and elements. The ISA segment names them (X12.5, section 3).

/// The delimiters of one interchange. X12 has no escape: none of them may stand in data.
public struct Delimiters: Sendable, Hashable {
    public let element: UInt8
    public let component: UInt8
    /// ISA11 from version 00402 on; nil before, and where ISA11 is a letter or digit and so cannot be meant.
    public let repetition: UInt8?
    public let terminator: UInt8

    public init(element: UInt8, component: UInt8, repetition: UInt8?, terminator: UInt8) {
        self.element = element
        self.component = component
        self.repetition = repetition
        self.terminator = terminator
    }

    /// `* : ^ ~`, what nearly everybody uses.
    public static let usual = Delimiters(element: 0x2A, component: 0x3A, repetition: 0x5E, terminator: 0x7E)

    /// What nearly everybody uses, `>` for the component separator among it, and none for the repetition separator.
    var areCommon: Bool {
        element == 0x2A && terminator == 0x7E && [0x3A, 0x3E].contains(component)
            && (repetition.map { [0x5E, 0x3E, 0x3A].contains($0) } ?? true)
    }

    /// The characters for people; line breaks and the like by their number.
    var description: String {
        ([element, component] + (repetition.map { [$0] } ?? []) + [terminator]).map {
            $0 > 0x20 && $0 < 0x7F ? String(decoding: [$0], as: UTF8.self) : "byte \($0)"
        }.joined(separator: " ")
    }

    /// Whether the four differ and none is a letter, a digit or a blank.
    var areUsable: Bool {
        let all = [element, component, terminator] + (repetition.map { [$0] } ?? [])
        return Set(all).count == all.count && all.allSatisfy { !ASCII.isAlphanumeric($0) && $0 != 0x20 }
    }
}

/// What the readers of this module ask of single bytes.
enum ASCII {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

    @inline(__always)
    static func isLineBreak(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}

extension RawSpan {
    /// The byte at an offset that the caller knows to be inside; a wrong offset stops the program rather than reading on.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}
