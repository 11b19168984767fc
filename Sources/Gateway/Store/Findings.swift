// The findings of an arrival as they were recorded when it was checked.

/// One finding, as text: codes, messages and locations hold no personal data.
public struct FindingRecord: Sendable, Hashable, Codable {
    public let severity: String
    public let code: String
    public let message: String
    /// Location as JSON.
    public let location: String

    public init(severity: String, code: String, message: String, location: String) {
        self.severity = severity
        self.code = code
        self.message = message
        self.location = location
    }
}

extension Session {
    /// Replaces the findings of an arrival.
    public func setFindings(_ findings: [FindingRecord], of arrival: Int64) throws {
        try execute("DELETE FROM findings WHERE arrival = $1", [.integer(arrival)])
        try insert(
            """
            INSERT INTO findings (arrival, position, severity, code, message, location)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, findings.enumerated()
        ) { element, row in
            row.bind(arrival)
            row.bind(element.offset)
            row.bind(element.element.severity)
            row.bind(element.element.code)
            row.bind(element.element.message)
            row.bind(element.element.location)
        }
    }

    public func findings(of arrival: Int64) throws -> [FindingRecord] {
        try rows(
            "SELECT severity, code, message, location FROM findings WHERE arrival = $1 ORDER BY position",
            [.integer(arrival)]
        ) {
            FindingRecord(severity: $0.text(0), code: $0.text(1), message: $0.text(2), location: $0.text(3))
        }
    }
}
