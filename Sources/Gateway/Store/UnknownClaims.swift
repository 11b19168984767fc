// Lines whose claim number is in no open item, with what else may tell their claims; and what is looked up by it.
// A line is listed when a posting first calls it unknown and stays listed: whoever reads asks whether it still is.

public import Facts
import Money

enum ClaimSchema {
    static let tables = """
        ALTER TABLE remittance_lines ADD COLUMN payer_claim BYTEA;
        ALTER TABLE remittance_lines ADD COLUMN claim_prints BYTEA;
        ALTER TABLE open_items ADD COLUMN claim_print BYTEA;
        CREATE INDEX remittance_lines_by_payer_claim ON remittance_lines (payer_claim) WHERE payer_claim IS NOT NULL;
        CREATE INDEX open_items_by_claim_print ON open_items (claim_print) WHERE claim_print IS NOT NULL;

        CREATE TABLE unknown_claims (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, payer_claim BYTEA, closes_on TEXT NOT NULL,
            PRIMARY KEY (arrival, ordinal));
        CREATE INDEX unknown_claims_by_number ON unknown_claims (payer_claim) WHERE payer_claim IS NOT NULL;
        CREATE INDEX unknown_claims_by_day ON unknown_claims (closes_on);
        CREATE TABLE unknown_claim_prints (
            print BYTEA NOT NULL, arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL,
            PRIMARY KEY (print, arrival, ordinal));
        """
}

/// A line whose claim is unknown by its number.
public struct UnknownClaim: Sendable {
    public let line: RemittanceLine
    public let keys: ClaimKeys
    public init(line: RemittanceLine, keys: ClaimKeys) {
        self.line = line
        self.keys = keys
    }
}

extension Session {
    /// Places of claim lines that a posting calls unknown.
    public func unknownClaims(openedBy posting: Int64) throws -> [Evidence] {
        try rows(
            """
            SELECT e.arrival, e.ordinal FROM exceptions e JOIN remittance_lines l
                ON l.arrival = e.arrival AND l.ordinal = e.ordinal
            WHERE e.posting = $1 AND e.category = 'unknown-item' AND l.status <> '' ORDER BY e.arrival, e.ordinal
            """, [.integer(posting)]
        ) { $0.evidence(0) }
    }

    /// Lists a line as unknown, once.
    public func listUnknownClaim(_ claim: UnknownClaim, closesOn: String) throws {
        let place: [SQLValue] = [
            .integer(claim.line.evidence.arrival.number), .integer(claim.line.evidence.ordinal),
        ]
        try execute(
            """
            INSERT INTO unknown_claims (arrival, ordinal, payer_claim, closes_on) VALUES ($1, $2, $3, $4)
            ON CONFLICT (arrival, ordinal) DO NOTHING
            """, place + [claim.keys.payerClaim.map { .bytes($0.column) } ?? .null, .text(closesOn)])
        for print in claim.keys.prints {
            try execute(
                """
                INSERT INTO unknown_claim_prints (arrival, ordinal, print) VALUES ($1, $2, $3)
                ON CONFLICT (print, arrival, ordinal) DO NOTHING
                """, place + [.bytes(print.column)])
        }
    }

    /// Listed lines that an arrival may say more of: by the payer's number of one of its lines, by one of its items, or by a
    /// match that a posting has withdrawn.
    public func unknownClaims(touchedBy arrival: Int64, _ posting: Int64) throws -> [Evidence] {
        guard try number("SELECT EXISTS (SELECT 1 FROM unknown_claims)") > 0 else { return [] }
        return try rows(
            """
            SELECT u.arrival, u.ordinal FROM remittance_lines l JOIN unknown_claims u ON u.payer_claim = l.payer_claim
                WHERE l.arrival = $1
            UNION
            SELECT p.arrival, p.ordinal FROM open_items i JOIN unknown_claim_prints p ON p.print = i.claim_print
                WHERE i.arrival = $1
            UNION
            SELECT u.arrival, u.ordinal FROM matches m
                JOIN remittance_lines l ON l.arrival = m.left_arrival AND l.ordinal = m.left_ordinal
                JOIN unknown_claims u ON u.payer_claim = l.payer_claim
                WHERE m.withdrawn_by = $2
            """, [.integer(arrival), .integer(posting)]
        ) { $0.evidence(0) }
    }

    /// Listed lines whose window ends behind the first day and not behind the second.
    public func unknownClaims(closingAfter first: String, through last: String) throws -> [Evidence] {
        try rows(
            "SELECT arrival, ordinal FROM unknown_claims WHERE closes_on > $1 AND closes_on <= $2",
            [.text(first), .text(last)]
        ) { $0.evidence(0) }
    }

    /// Listed lines that share patient, day and charge with these keys.
    public func unknownClaims(printed keys: ClaimKeys) throws -> [Evidence] {
        try keys.prints.flatMap { print in
            try rows("SELECT arrival, ordinal FROM unknown_claim_prints WHERE print = $1", [.bytes(print.column)]) {
                $0.evidence(0)
            }
        }
    }

    private static let claimLine = FactScope.Text { scope in
        """
        SELECT \(lineColumns), l.payer_claim, l.claim_prints FROM remittance_lines l
        WHERE l.arrival = $1 AND l.ordinal = $2 AND \(scope.condition("l"))
            AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = l.arrival AND e.ordinal = l.remittance
                AND e.category = 'duplicate-remittance')
        """
    }

    /// A line with the keys of its claim; nil where it does not count, or people have decided about it.
    public func claimLine(at place: Evidence, in scope: FactScope) throws -> UnknownClaim? {
        try rows(
            Self.claimLine, in: scope, [.integer(place.arrival.number), .integer(place.ordinal)]
        ) { row in
            UnknownClaim(
                line: Self.line(row),
                keys: ClaimKeys(payerClaim: row.key(Self.lineColumnCount), prints: row.keys(Self.lineColumnCount + 1)))
        }.first
    }

    private static let linesOfPayerClaim = FactScope.Text { scope in
        """
        SELECT \(lineColumns) FROM remittance_lines l WHERE l.payer_claim = $1 AND \(scope.condition("l"))
            AND NOT EXISTS (SELECT 1 FROM exceptions e WHERE e.arrival = l.arrival AND e.ordinal = l.remittance
                AND e.category = 'duplicate-remittance')
        """
    }

    /// Lines with the payer's number of a claim.
    public func remittanceLines(payerClaim: LookupKey, in scope: FactScope) throws -> [RemittanceLine] {
        try rows(Self.linesOfPayerClaim, in: scope, [.bytes(payerClaim.column)], Self.line)
    }

    private static let claimsOfPrint = FactScope.Text { scope in
        """
        SELECT \(openItemColumns) FROM open_items i
        WHERE i.claim_print = $1 AND i.kind = 'claim' AND \(scope.condition("i"))
        """
    }

    /// Claims of these patients, days and charges.
    public func claims(printed keys: ClaimKeys, in scope: FactScope) throws -> [OpenItem] {
        try keys.prints.flatMap { try rows(Self.claimsOfPrint, in: scope, [.bytes($0.column)], Self.openItem) }
    }
}
