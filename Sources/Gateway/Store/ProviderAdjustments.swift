// The table of adjustments that say what they belong to, looked up by any of the references that they carry.

public import Facts
import Money

extension Session {
    public func insertAdjustments(_ adjustments: [ProviderAdjustment]) throws {
        if adjustments.isEmpty { return }
        try insert(
            """
            INSERT INTO provider_adjustments (arrival, ordinal, position, reason, amount, currency, payer_id, trace,
                trace_reference, effective_on, reference_keys)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """, adjustments
        ) { adjustment, row in
            row.bind(adjustment.remittance)
            row.bind(adjustment.position)
            row.bind(adjustment.reason)
            row.bind(adjustment.amount.minorUnits)
            row.bind(adjustment.amount.currency.code)
            row.bind(adjustment.payerID)
            row.bind(adjustment.trace)
            row.bind(adjustment.traceReference)
            row.bind(adjustment.effectiveOn)
            row.bind(adjustment.references.flatMap(\.column))
        }
        try insert(
            "INSERT INTO adjustment_references (reference_key, arrival, ordinal, position) VALUES ($1, $2, $3, $4)",
            adjustments.flatMap { adjustment in adjustment.keys.map { (key: $0, adjustment: adjustment) } }
        ) { element, row in
            row.bind(element.key)
            row.bind(element.adjustment.remittance)
            row.bind(element.adjustment.position)
        }
    }

    private func adjustments(
        _ scope: FactScope, _ condition: String, _ values: [SQLValue]
    ) throws -> [ProviderAdjustment] {
        try rows(
            """
            SELECT DISTINCT p.arrival, p.ordinal, p.position, p.reason, p.amount, p.currency, p.payer_id, p.trace,
                p.trace_reference, p.effective_on, p.reference_keys
            FROM provider_adjustments p \(condition) AND \(scope.condition("p"))
                AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = p.arrival AND e.ordinal = p.ordinal
                    AND e.category = 'duplicate-remittance')
            ORDER BY p.arrival, p.ordinal, p.position
            """, values
        ) { row in
            ProviderAdjustment(
                remittance: row.evidence(0), position: Int(clamping: row.integer(2)), reason: row.text(3),
                amount: row.money(4, 5), payerID: row.text(6), trace: row.text(7), traceReference: row.requiredKey(8),
                effectiveOn: row.date(9), references: row.keys(10))
        }
    }

    /// The adjustments of an arrival's remittances, but for those that repeat an earlier one.
    public func adjustments(of arrival: Int64, in scope: FactScope) throws -> [ProviderAdjustment] {
        try adjustments(scope, "WHERE p.arrival = $1", [.integer(arrival)])
    }

    /// Adjustments that carry this reference, or whose remittance has it as its trace.
    public func adjustments(reference: LookupKey, in scope: FactScope) throws -> [ProviderAdjustment] {
        try adjustments(
            scope,
            """
            JOIN adjustment_references r ON r.arrival = p.arrival AND r.ordinal = p.ordinal AND r.position = p.position
            WHERE r.reference_key = $1
            """, [.bytes(reference.column)])
    }

    /// Adjustments that name a claim of this arrival.
    public func adjustments(namingClaimsOf arrival: Int64, in scope: FactScope) throws -> [ProviderAdjustment] {
        if try number("SELECT EXISTS (SELECT 1 FROM adjustment_references)") == 0 { return [] }
        return try adjustments(
            scope,
            """
            JOIN adjustment_references r ON r.arrival = p.arrival AND r.ordinal = p.ordinal AND r.position = p.position
            WHERE r.reference_key IN (SELECT i.reference_key FROM open_items i
                WHERE i.arrival = $1 AND i.kind = 'claim')
            """, [.integer(arrival)])
    }
}

extension ProviderAdjustment {
    /// Everything that it is looked up by, once each.
    public var keys: [LookupKey] {
        references.contains(traceReference) ? references : references + [traceReference]
    }
}
