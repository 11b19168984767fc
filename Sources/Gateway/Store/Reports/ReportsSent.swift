// The table of reports that went out: each once for each period.

extension Session {
    public func reportWasSent(to partner: String, _ report: String, _ format: String, period: String) throws -> Bool {
        try number(
            "SELECT COUNT(*) FROM reports_sent WHERE partner = $1 AND report = $2 AND format = $3 AND period = $4",
            [.text(partner), .text(report), .text(format), .text(period)]) > 0
    }

    public func noteReport(to partner: String, _ report: String, _ format: String, period: String) throws {
        try execute(
            "INSERT INTO reports_sent (partner, report, format, period) VALUES ($1, $2, $3, $4)",
            [.text(partner), .text(report), .text(format), .text(period)])
    }

    /// The last arrival that brought a statement which counts; 0 before the first.
    public func lastStatementArrival() throws -> Int64 {
        try number("SELECT COALESCE(MAX(s.arrival), 0) FROM statements s WHERE \(Self.isPosted("s"))")
    }
}
