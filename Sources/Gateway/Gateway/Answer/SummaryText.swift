// The figures of a document as JSON text, keys in the order of the alphabet.

import Foundation
public import Inspection

public enum SummaryText {
    /// One line of JSON.
    public static func json(_ summary: InspectionSummary) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(summary) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}
