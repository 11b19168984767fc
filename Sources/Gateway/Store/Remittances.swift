// The tables of remittances and their lines.

public import Facts
import Money

/// A remittance line with the reference as received, sealed.
public struct StoredRemittanceLine: Sendable {
    public let line: RemittanceLine
    public let sealedReference: [UInt8]
    public let claim: ClaimKeys
    public init(line: RemittanceLine, sealedReference: [UInt8], claim: ClaimKeys = .none) {
        self.line = line
        self.sealedReference = sealedReference
        self.claim = claim
    }
}

extension Session {
    public func insertRemittances(_ remittances: [Remittance]) throws {
        try insert(
            """
            INSERT INTO remittances (arrival, ordinal, kind, trace, trace_key, payer_id, amount, currency, method,
                effective_on, adjustments)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, remittances
        ) { remittance, row in
            row.bind(remittance.evidence)
            row.bind(remittance.kind.rawValue)
            row.bind(remittance.trace)
            row.bind(remittance.traceKey)
            row.bind(remittance.payerID)
            row.bind(remittance.amount.minorUnits)
            row.bind(remittance.amount.currency)
            row.bind(remittance.method.rawValue)
            row.bind(remittance.effectiveOn)
            row.bind(
                remittance.adjustments.map { "\($0.reason)=\($0.amount.minorUnits)" }.joined(separator: ";"))
        }
    }

    public func insertRemittanceLines(_ lines: [StoredRemittanceLine]) throws {
        try insert(
            """
            INSERT INTO remittance_lines (arrival, ordinal, remittance, trace, payer_id, exact_key, reference_key,
                charged, paid, patient_share, contractual, other_adjustment, currency, status, denied, reversal,
                sealed_reference, payer_claim, claim_prints)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """, lines
        ) { element, row in
            let line = element.line
            row.bind(line.evidence)
            row.bind(line.remittance.ordinal)
            row.bind(line.trace)
            row.bind(line.payerID)
            row.bind(line.exactReference)
            row.bind(line.reference)
            row.bind(line.charged.minorUnits)
            row.bind(line.paid.minorUnits)
            row.bind(line.patientShare.minorUnits)
            row.bind(line.contractual.minorUnits)
            row.bind(line.otherAdjustment.minorUnits)
            row.bind(line.paid.currency)
            row.bind(line.status)
            row.bind(line.isDenied)
            row.bind(line.isReversal)
            row.bind(element.sealedReference)
            row.bind(element.claim.payerClaim)
            if element.claim.prints.isEmpty {
                row.bindNull()
            } else {
                row.bind(element.claim.prints.flatMap(\.column))
            }
        }
    }

    static var remittanceColumns: String {
        "r.arrival, r.ordinal, r.kind, r.trace, r.payer_id, r.amount, r.currency, r.method, r.effective_on, r.adjustments"
    }

    static func remittance(_ row: StoredRow) -> Remittance {
        let currency = Currency(row.text(6)) ?? .usd
        let adjustments = row.text(9).split(separator: ";").compactMap { part -> RemittanceAdjustment? in
            guard let equals = part.lastIndex(of: "="), let units = Int64(part[part.index(after: equals)...]) else {
                return nil
            }
            return RemittanceAdjustment(
                reason: String(part[..<equals]), amount: Money(minorUnits: units, currency: currency))
        }
        return Remittance(
            evidence: row.evidence(0), kind: RemittanceKind(rawValue: row.text(2)) ?? .claimPayment,
            trace: row.text(3), payerID: row.text(4), amount: row.money(5, 6),
            method: RemittanceMethod(rawValue: row.text(7)) ?? .other, effectiveOn: row.date(8),
            adjustments: adjustments)
    }

    public func remittances(of arrival: Int64) throws -> [Remittance] {
        try rows(
            "SELECT \(Self.remittanceColumns) FROM remittances r WHERE r.arrival = $1 ORDER BY r.ordinal",
            [.integer(arrival)], Self.remittance)
    }

    /// What kinds of remittances an arrival brought.
    public func remittanceKinds(of arrival: Int64) throws -> Set<RemittanceKind> {
        let kinds = try rows(
            "SELECT DISTINCT kind FROM remittances WHERE arrival = $1", [.integer(arrival)]
        ) { RemittanceKind(rawValue: $0.text(0)) ?? .claimPayment }
        return Set(kinds)
    }

    /// The remittances of an arrival that adjust something, or whose trace another one has too.
    public func remittancesToBook(of arrival: Int64) throws -> [Remittance] {
        try rows(
            """
            SELECT \(Self.remittanceColumns) FROM remittances r WHERE r.arrival = $1 AND (r.adjustments <> ''
                OR EXISTS (SELECT 1 FROM remittances o WHERE o.trace_key = r.trace_key AND o.rowid <> r.rowid))
            ORDER BY r.ordinal
            """, [.integer(arrival)], Self.remittance)
    }

    /// Remittances in scope whose money was not found and which are no duplicates of an earlier one.
    public func remittancesWithoutFunds(in scope: FactScope) throws -> [Remittance] {
        try rows(
            """
            SELECT \(Self.remittanceColumns) FROM remittances r WHERE \(scope.condition("r"))
                AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.left_arrival = r.arrival
                    AND m.left_ordinal = r.ordinal AND m.kind = 'remittance-funds' AND \(Self.matchCounts("m")))
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = r.arrival AND e.ordinal = r.ordinal
                    AND e.category = 'duplicate-remittance')
            ORDER BY r.arrival, r.ordinal
            """, [], Self.remittance)
    }

    private static let earlierRemittances = FactScope.Text { scope in
        """
        SELECT \(remittanceColumns) FROM remittances r
        WHERE r.trace_key = $1 AND r.payer_id = $2 AND (r.arrival < $3 OR (r.arrival = $3 AND r.ordinal < $4))
            AND r.effective_on >= $5 AND r.effective_on <= $6 AND \(scope.condition("r", leavesToPeople: false))
        ORDER BY r.arrival, r.ordinal LIMIT 1
        """
    }

    /// The first remittance that counts and came before this one with the same trace and payer, effective in a span of days.
    public func earlierRemittance(
        like remittance: Remittance, in span: DaySpan, _ scope: FactScope
    ) throws -> Remittance? {
        try rows(
            Self.earlierRemittances, in: scope,
            [
                .text(remittance.traceKey), .text(remittance.payerID), .integer(remittance.evidence.arrival.number),
                .integer(remittance.evidence.ordinal), .text(span.first.description), .text(span.last.description),
            ], Self.remittance
        ).first
    }

    static var lineColumns: String {
        """
        l.arrival, l.ordinal, l.remittance, l.trace, l.payer_id, l.exact_key, l.reference_key, l.charged, l.paid,
        l.patient_share, l.contractual, l.other_adjustment, l.currency, l.status, l.denied, l.reversal
        """
    }

    static let lineColumnCount = 16

    static func line(_ row: StoredRow) -> RemittanceLine {
        let evidence = row.evidence(0)
        return RemittanceLine(
            evidence: evidence,
            remittance: Evidence(arrival: evidence.arrival, ordinal: Int(clamping: row.integer(2))),
            trace: row.text(3), payerID: row.text(4), exactReference: row.requiredKey(5),
            reference: row.requiredKey(6), charged: row.money(7, 12), paid: row.money(8, 12),
            patientShare: row.money(9, 12), contractual: row.money(10, 12), otherAdjustment: row.money(11, 12),
            status: row.text(13), isDenied: row.flag(14), isReversal: row.flag(15))
    }

    /// A page of an arrival's lines after `ordinal`, in order.
    public func remittanceLines(of arrival: Int64, after ordinal: Int, limit: Int) throws -> [RemittanceLine] {
        try rows(
            """
            SELECT \(Self.lineColumns) FROM remittance_lines l WHERE l.arrival = $1 AND l.ordinal > $2
            ORDER BY l.ordinal LIMIT $3
            """, [.integer(arrival), .integer(ordinal), .integer(limit)], Self.line)
    }

    /// Lines in scope with this reference, but for those of remittances that repeat an earlier one.
    public func remittanceLines(reference: LookupKey, in scope: FactScope) throws -> [RemittanceLine] {
        try rows(Self.linesByReference, in: scope, [.bytes(reference.column)], Self.line)
    }

    /// The same for many references, one after the other.
    public func forEachRemittanceLine(
        references: some Sequence<LookupKey>, in scope: FactScope, _ body: (RemittanceLine) throws -> Void
    ) throws {
        let lookUp = try ScopedLookUp(Self.linesByReference, scope, self)
        for reference in references {
            try lookUp.forEach {
                $0.bind(reference)
            } _: {
                try body(Self.line($0))
            }
        }
    }

    private static let linesByReference = FactScope.Text { scope in
        """
        SELECT \(lineColumns) FROM remittance_lines l WHERE l.reference_key = $1 AND \(scope.condition("l"))
            AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = l.arrival AND e.ordinal = l.remittance
                AND e.category = 'duplicate-remittance')
        """
    }

    /// The remittance at a place in the evidence.
    public func remittance(at evidence: Evidence) throws -> Remittance? {
        try first(
            "SELECT \(Self.remittanceColumns) FROM remittances r WHERE r.arrival = $1 AND r.ordinal = $2",
            [.integer(evidence.arrival.number), .integer(evidence.ordinal)], Self.remittance)
    }

    /// The reference of a line as received, still sealed.
    public func sealedReference(ofLine evidence: Evidence) throws -> [UInt8]? {
        try first(
            "SELECT sealed_reference FROM remittance_lines WHERE arrival = $1 AND ordinal = $2",
            [.integer(evidence.arrival.number), .integer(evidence.ordinal)]
        ) { $0.bytes(0) }
    }
}
