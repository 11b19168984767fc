// What a reader has to say about a document: one thing wrong or notable, with its place and a stable code.
// Every format module declares its rules in a catalogue; a finding is always made from a rule.

/// How much a finding weighs. One error makes a document `rejected`; a warning is taken with care; a notice only informs.
public enum Severity: String, Sendable, Hashable, Comparable, Codable, CaseIterable {
    case notice, warning, error

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    private var rank: Int {
        switch self {
        case .notice: 0
        case .warning: 1
        case .error: 2
        }
    }
}

/// Where in a document. `offset` counts bytes of the file from 0; `line` counts lines, records or segments from 1.
public struct Location: Sendable, Hashable {
    public var offset: Int
    public var line: Int?
    /// NACHA: the record type digit. CSV: the column name.
    public var record: String?
    /// X12: the segment tag.
    public var segment: String?
    /// X12: element reference (`BPR02`); NACHA: the columns (`5-10`).
    public var element: String?
    /// XML: the path (`Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/Amt`).
    public var path: String?

    public init(
        offset: Int, line: Int? = nil, record: String? = nil, segment: String? = nil, element: String? = nil,
        path: String? = nil
    ) {
        self.offset = offset
        self.line = line
        self.record = record
        self.segment = segment
        self.element = element
        self.path = path
    }
}

/// One entry of the catalogue of findings: what a code means, and what the reader of the message should do.
public struct FindingRule: Sendable, Hashable {
    /// Stable, dotted, lower case: `nacha.batch.entry-hash`.
    public let code: String
    public let severity: Severity
    /// One sentence on what the rule demands and where it comes from.
    public let meaning: String
    /// One sentence on what to do about it.
    public let cure: String
    /// A few lines of a file that break the rule; made up, as short as the rule allows. Empty where no text can show it.
    public let wrong: String
    /// The same lines as they should be.
    public let right: String
    /// Whether something of the document cannot be understood where this rule is broken (an amount, a direction, the rest of
    /// the file): then no profile may tolerate it, since money would be left out.
    public let leavesGap: Bool

    public init(
        _ code: String, _ severity: Severity, meaning: String, cure: String, wrong: String = "", right: String = "",
        leavesGap: Bool = false
    ) {
        self.code = code
        self.severity = severity
        self.meaning = meaning
        self.cure = cure
        self.wrong = wrong
        self.right = right
        self.leavesGap = leavesGap
    }

    /// A finding of this rule. `message` says what was expected and what was found, in a banker's words; it never holds an
    /// account number, a person's name or a patient's identifier.
    public func finding(_ message: String, at location: Location) -> Finding {
        Finding(rule: self, message: message, location: location)
    }
}

/// One thing wrong or notable in a document.
public struct Finding: Sendable, Hashable {
    public let rule: FindingRule
    public let message: String
    public let location: Location
    /// The rule's severity, unless a partner's profile weighs it otherwise.
    public let severity: Severity

    init(rule: FindingRule, message: String, location: Location) {
        self.init(rule: rule, message: message, location: location, severity: rule.severity)
    }

    private init(rule: FindingRule, message: String, location: Location, severity: Severity) {
        self.rule = rule
        self.message = message
        self.location = location
        self.severity = severity
    }

    public var code: String { rule.code }

    func weighed(as severity: Severity) -> Finding {
        Finding(rule: rule, message: message, location: location, severity: severity)
    }
}
