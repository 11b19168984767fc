// One entry of a code list that is kept outside the guides, and how the lists' text is read.
// A list is lines of text: `@CCYYMMDD` says since when the codes behind it are valid (`@-`: not known), and an entry is
// `CODE CLASS [>CCYYMMDD] meaning`, where `>` names the first day on which the code may no longer be used.

public import Money

/// A code, what it means in our own words, and when it may be used.
public struct ListedCode: Sendable, Hashable {
    public let code: String
    public let meaning: String
    /// The first day on which the code may be used; nil where it is not known.
    public let validFrom: CalendarDate?
    /// The first day on which it may no longer be used; nil for a code that is in use.
    public let validTo: CalendarDate?

    /// Whether the code had been withdrawn on a day.
    public func isRetired(on day: CalendarDate) -> Bool { validTo.map { $0 <= day } ?? false }
}

/// One line of a list's text.
struct ListedLine {
    let listed: ListedCode
    /// The letter of the code's class, with its marks.
    let mark: Substring
}

enum CodeText {
    /// Reads a list. Lines that cannot be read are left out; a test holds that there are none.
    static func lines(_ text: String) -> [ListedLine] {
        var lines: [ListedLine] = []
        var from: CalendarDate?
        for line in text.split(separator: "\n") {
            if line.first == "@" {
                from = day(line.dropFirst())
            } else if let read = self.line(line, from: from) {
                lines.append(read)
            }
        }
        return lines
    }

    private static func line(_ line: Substring, from: CalendarDate?) -> ListedLine? {
        var words = line.split(separator: " ")
        guard words.count >= 2 else { return nil }
        let code = words.removeFirst()
        let mark = words.removeFirst()
        var until: CalendarDate?
        if let word = words.first, word.first == ">" {
            until = day(word.dropFirst())
            words.removeFirst()
        }
        let listed = ListedCode(
            code: String(code), meaning: words.joined(separator: " "), validFrom: from, validTo: until)
        return ListedLine(listed: listed, mark: mark)
    }

    static func day(_ text: Substring) -> CalendarDate? {
        let bytes = Array(text.utf8)
        return DateElement.day(bytes.span.bytes, 0..<bytes.count)
    }
}
