// Where the reader is: the place that findings and notes are given.

import Parsing

/// One segment's place in the file and in its set.
struct Place {
    /// Byte of the file at which the segment begins.
    var offset = 0
    /// Number of the segment in the file, from 1.
    var ordinal = 0
    /// Number of the segment in its set, ST = 1; 0 outside.
    var position = 0
    var tag = SegmentTag(code: 0)

    func location(element: Int? = nil, component: Int? = nil) -> Location {
        let name = tag.text
        var reference: String?
        if let element {
            reference = name + (element < 10 ? "0" : "") + String(element) + (component.map { "-\($0)" } ?? "")
        }
        return Location(offset: offset, line: ordinal, segment: name, element: reference)
    }
}
