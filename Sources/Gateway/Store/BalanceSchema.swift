// What ties adjustments of whole remittances, and lines that pay several remittances of one payer, to what they belong to.
// Relies on the tables of "2 facts" and on the columns of "6 reconciliation".

enum BalanceSchema {
    static let tables = """
        CREATE TABLE provider_adjustments (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, position BIGINT NOT NULL, reason TEXT NOT NULL,
            amount BIGINT NOT NULL, currency TEXT NOT NULL, payer_id TEXT NOT NULL, trace TEXT NOT NULL,
            trace_reference BYTEA NOT NULL, effective_on TEXT NOT NULL, reference_keys BYTEA NOT NULL,
            PRIMARY KEY (arrival, ordinal, position));

        CREATE TABLE adjustment_references (
            reference_key BYTEA NOT NULL, arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, position BIGINT NOT NULL,
            PRIMARY KEY (reference_key, arrival, ordinal, position));
        CREATE INDEX adjustment_references_by_arrival ON adjustment_references (arrival);

        CREATE INDEX remittances_loose_by_payer ON remittances (payer_id, effective_on) WHERE firm IS NULL;
        CREATE INDEX bank_lines_loose_by_payer ON bank_lines (trace_payer, booked_on)
            WHERE firm IS NULL AND trace_payer IS NOT NULL AND trace_key IS NULL;
        """
}
