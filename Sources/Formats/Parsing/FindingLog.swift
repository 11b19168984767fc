// The findings of one document, bounded: a file of a million bad records must not fill the memory with findings.
// Relies on Finding. Counts stay exact; texts are kept up to a number for each code.

/// Collects findings. Keeps the first `keptPerCode` of each code and counts them all.
public struct FindingLog: Sendable {
    public let keptPerCode: Int
    public private(set) var kept: [Finding] = []
    public private(set) var counts: [String: Int] = [:]
    public private(set) var errorCount = 0
    public private(set) var warningCount = 0

    public init(keptPerCode: Int = 100) { self.keptPerCode = keptPerCode }

    public mutating func add(_ finding: Finding) {
        let count = counts[finding.code, default: 0] + 1
        counts[finding.code] = count
        switch finding.severity {
        case .error: errorCount += 1
        case .warning: warningCount += 1
        case .notice: break
        }
        if count <= keptPerCode { kept.append(finding) }
    }

    public mutating func add(_ rule: FindingRule, _ message: @autoclosure () -> String, at location: Location) {
        if counts[rule.code, default: 0] >= keptPerCode {
            add(rule.finding("", at: location))
        } else {
            add(rule.finding(message(), at: location))
        }
    }

    /// Counts findings of a kept code beyond those that were added, weighed like the first of them.
    mutating func raiseCount(of code: String, to count: Int) {
        let more = count - counts[code, default: 0]
        guard more > 0, let severity = kept.first(where: { $0.code == code })?.severity else { return }
        counts[code] = count
        switch severity {
        case .error: errorCount += more
        case .warning: warningCount += more
        case .notice: break
        }
    }

    /// How many findings were counted but not kept.
    public var omittedCount: Int { counts.values.reduce(0, +) - kept.count }

    public var hasErrors: Bool { errorCount > 0 }

    public var verdict: Verdict {
        if errorCount > 0 { return .rejected }
        return warningCount > 0 ? .warnings : .accepted
    }
}

/// What becomes of a document by its findings alone.
public enum Verdict: String, Sendable, Hashable, Codable {
    case accepted, warnings, rejected
}
