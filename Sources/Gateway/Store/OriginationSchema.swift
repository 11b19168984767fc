// What we ordered by files of our own, and the look-up of returns by the entry that they name.
// Relies on the tables of "2 facts".

enum OriginationSchema {
    static let tables = """
        CREATE TABLE originated_batches (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, reference TEXT NOT NULL, file_key BYTEA NOT NULL,
            batch_key BYTEA NOT NULL, company_key BYTEA NOT NULL, effective_on TEXT NOT NULL, credits BIGINT NOT NULL,
            debits BIGINT NOT NULL, currency TEXT NOT NULL, forms TEXT NOT NULL, PRIMARY KEY (arrival, ordinal));
        CREATE INDEX originated_batches_by_day ON originated_batches (effective_on);

        CREATE TABLE originated_entries (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, ach_trace TEXT NOT NULL, amount BIGINT NOT NULL,
            currency TEXT NOT NULL, effective_on TEXT NOT NULL, PRIMARY KEY (arrival, ordinal));
        CREATE INDEX originated_entries_by_trace ON originated_entries (ach_trace);

        CREATE INDEX ach_items_by_original ON ach_items (original_trace) WHERE original_trace IS NOT NULL;
        """

    /// What departments call their payments, what a change asks for, and what answers what. The texts are sealed.
    static let returns = """
        ALTER TABLE ach_items ADD COLUMN answered_trace TEXT;
        ALTER TABLE ach_items ADD COLUMN sealed_identification BYTEA;
        ALTER TABLE ach_items ADD COLUMN sealed_correction BYTEA;
        ALTER TABLE originated_entries ADD COLUMN sec_code TEXT NOT NULL DEFAULT '';
        ALTER TABLE originated_entries ADD COLUMN debit BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE originated_entries ADD COLUMN sealed_identification BYTEA;
        """
}
