// The data element dictionary: type and length of each data element that the guide tables name (X12.3, release 005010).
// Data, read once.

/// What an element may hold.
enum ElementType: UInt8, Sendable {
    /// AN: text.
    case text
    /// ID: a code.
    case code
    /// R: decimal with explicit point.
    case decimal
    /// R, data element 782: an amount of money.
    case money
    /// N0: whole number.
    case whole
    /// DT: CCYYMMDD.
    case date
    /// TM: HHMM to HHMMSSDD.
    case time
    case composite

    init?(letters: Substring) {
        switch letters {
        case "AN": self = .text
        case "ID": self = .code
        case "R": self = .decimal
        case "M": self = .money
        case "N0": self = .whole
        case "DT": self = .date
        case "TM": self = .time
        default: return nil
        }
    }
}

struct DataElement: Sendable {
    let type: ElementType
    let minimum: Int
    let maximum: Int
}

enum DataElements {
    /// By number. `782 M 1-18`: data element 782 is money of 1 to 18 characters.
    static let byNumber: [Int: DataElement] = {
        var elements: [Int: DataElement] = [:]
        for entry in text.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
            let parts = entry.split(separator: " ")
            let lengths = parts.last?.split(separator: "-") ?? []
            guard parts.count == 3, lengths.count == 2, let number = Int(parts[0]),
                let type = ElementType(letters: parts[1]), let minimum = Int(lengths[0]), let maximum = Int(lengths[1])
            else { continue }
            elements[number] = DataElement(type: type, minimum: minimum, maximum: maximum)
        }
        return elements
    }()

    private static let text = """
        19 AN 2-30, 26 ID 2-3, 28 N0 1-9, 66 ID 1-2, 67 AN 2-80, 93 AN 1-60, 96 N0 1-10, 97 N0 1-6, 98 ID 2-3
        100 ID 3-3, 116 ID 3-15, 123 N0 1-6, 127 AN 1-50, 128 ID 2-3, 143 ID 3-3, 156 ID 2-2, 166 AN 1-55
        234 AN 1-48, 235 ID 2-2, 280 R 4-10, 305 ID 1-2, 309 ID 1-2, 310 AN 1-30, 329 AN 4-9, 337 TM 4-8, 350 AN 1-20
        352 AN 1-80, 353 ID 2-2, 363 ID 3-3, 364 AN 1-256, 365 ID 2-2, 366 ID 2-2, 369 AN 1-45, 373 DT 8-8, 374 ID 3-3
        380 R 1-15, 426 ID 2-2, 447 AN 1-4, 478 ID 1-1, 479 ID 2-2, 480 AN 1-12, 481 ID 1-2, 482 ID 2-2, 506 ID 2-2
        507 AN 3-12, 508 AN 1-35, 509 AN 10-10, 510 AN 9-9, 522 ID 1-3, 554 N0 1-6, 569 ID 1-3, 591 ID 3-3
        618 ID 1-3, 620 ID 1-3, 621 ID 1-3, 623 ID 2-2, 673 ID 2-2, 706 ID 2-2, 715 ID 1-1, 716 ID 1-3, 717 ID 1-1
        718 ID 1-2, 719 N0 1-10, 720 ID 1-3, 721 ID 2-3, 722 N0 1-2, 723 ID 1-3, 724 AN 1-99, 725 N0 1-4, 756 ID 1-2
        782 M 1-18, 812 ID 1-10, 954 R 1-10, 1028 AN 1-38, 1029 ID 1-2, 1032 ID 1-2, 1033 ID 1-2, 1034 ID 1-5
        1035 AN 1-60, 1036 AN 1-35, 1037 AN 1-25, 1038 AN 1-10, 1039 AN 1-10, 1048 ID 1-3, 1065 ID 1-1, 1073 ID 1-1
        1250 ID 2-3, 1251 AN 1-35, 1270 ID 1-3, 1271 AN 1-30, 1325 ID 1-1, 1331 AN 1-2, 1339 AN 2-2, 1352 ID 1-2
        1354 ID 1-4, 1528 N0 1-2, 1686 N0 1-4, 1705 AN 1-35, 1715 ID 1-3, 2110 AN 1-9
        """
}
