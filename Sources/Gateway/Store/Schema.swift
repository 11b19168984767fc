// The tables, as migrations that only ever grow.
// Relies on Database. Amounts are minor units; days are ISO text; keys are 16 bytes; texts that only the few may see are
// sealed before they come here.
//
// Visibility: what a posting concludes (matches, exceptions, journal lines, dispatches) is written under the posting's
// number beforehand and becomes visible when `posting_head` reaches that number, by one small commit.

import GRDB

enum Schema {
    static func migrate(_ pool: DatabasePool, through migration: String? = nil) throws {
        if let migration { try migrator.migrate(pool, upTo: migration) } else { try migrator.migrate(pool) }
    }

    /// Names of the migrations that a database has not seen.
    static func missing(_ database: GRDB.Database) throws -> [String] {
        let applied = try migrator.appliedIdentifiers(database)
        return migrator.migrations.filter { !applied.contains($0) }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 files") { try $0.execute(sql: files) }
        migrator.registerMigration("2 facts") { try $0.execute(sql: facts) }
        migrator.registerMigration("3 conclusions") { try $0.execute(sql: conclusions) }
        migrator.registerMigration("4 servers") { try $0.execute(sql: servers) }
        migrator.registerMigration("care 1") { try $0.execute(sql: CareSchema.tables) }
        migrator.registerMigration("5 exchange") { try $0.execute(sql: ExchangeSchema.tables) }
        migrator.registerMigration("ledger 1") { database in
            try database.execute(sql: LedgerSchema.tables)
            try database.execute(sql: LedgerSchema.constraints)
        }
        migrator.registerMigration("6 reconciliation") { try $0.execute(sql: ReconciliationSchema.tables) }
        migrator.registerMigration("7 people") { try $0.execute(sql: CaseworkSchema.tables) }
        migrator.registerMigration("8 balances") { try $0.execute(sql: BalanceSchema.tables) }
        migrator.registerMigration("9 messages") { try $0.execute(sql: ExchangeSchema.bodies) }
        migrator.registerMigration("ledger 2") { try $0.execute(sql: AccountDaysSchema.tables) }
        migrator.registerMigration("10 narrow") { database in
            for text in [
                NarrowSchema.matches, NarrowSchema.journal, NarrowSchema.accountConstraints, NarrowSchema.takeOver,
                NarrowSchema.constraints,
            ] { try database.execute(sql: text) }
        }
        migrator.registerMigration("11 originations") { try $0.execute(sql: OriginationSchema.tables) }
        migrator.registerMigration("12 proof") { try $0.execute(sql: JournalProof.constraints) }
        migrator.registerMigration("13 transfers") { try $0.execute(sql: TransferSchema.tables) }
        migrator.registerMigration("14 claims") { try $0.execute(sql: ClaimSchema.tables) }
        migrator.registerMigration("15 returns") { try $0.execute(sql: OriginationSchema.returns) }
        migrator.registerMigration("16 announcements") { try $0.execute(sql: AnnouncementSchema.tables) }
        migrator.registerMigration("17 receivers") { try $0.execute(sql: ReceiverSchema.tables) }
        migrator.registerMigration("18 staged") { database in
            try database.execute(sql: StagedSchema.matches)
            try database.execute(sql: JournalProof.posting)
        }
        // What inspection counted, which nobody asked for: megabytes in the row of a file of many payments, written with each move.
        migrator.registerMigration("19 arrivals") { try $0.execute(sql: "ALTER TABLE arrivals DROP COLUMN summary") }
        return migrator
    }

    private static let files = """
        CREATE TABLE posting_head (only_row BIGINT PRIMARY KEY CHECK (only_row = 1), number BIGINT NOT NULL);
        INSERT INTO posting_head (only_row, number) VALUES (1, 0);

        CREATE TABLE arrivals (
            id BIGINT PRIMARY KEY, partner TEXT NOT NULL, channel TEXT NOT NULL, folder TEXT NOT NULL,
            name TEXT NOT NULL, filed_name TEXT NOT NULL, filed TEXT NOT NULL,
            bytes BIGINT NOT NULL, sha256 TEXT NOT NULL,
            received_at TEXT NOT NULL, received_on TEXT NOT NULL, device BIGINT NOT NULL, inode BIGINT NOT NULL,
            spool TEXT NOT NULL, opened_spool TEXT, sidecar_name TEXT, sidecar BYTEA,
            signer TEXT, kind TEXT NOT NULL DEFAULT 'unknown', document_date TEXT, summary TEXT,
            state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', duplicate_of BIGINT, posting BIGINT);
        CREATE INDEX arrivals_by_digest ON arrivals (partner, sha256);
        CREATE INDEX arrivals_by_state ON arrivals (state);

        CREATE TABLE findings (
            arrival BIGINT NOT NULL, position BIGINT NOT NULL, severity TEXT NOT NULL, code TEXT NOT NULL,
            message TEXT NOT NULL, location TEXT NOT NULL, PRIMARY KEY (arrival, position));

        CREATE TABLE identities (
            arrival BIGINT NOT NULL, position BIGINT NOT NULL, scope TEXT NOT NULL, identity TEXT NOT NULL,
            content TEXT NOT NULL, PRIMARY KEY (arrival, position));
        CREATE INDEX identities_by_identity ON identities (scope, identity);

        CREATE TABLE audit (
            sequence BIGINT PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            subject TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE INDEX audit_by_subject ON audit (subject, sequence);
        """

    private static let servers = """
        CREATE TABLE remote_files (
            channel TEXT NOT NULL, name BYTEA NOT NULL, bytes BIGINT NOT NULL, modified_at BIGINT NOT NULL,
            arrival BIGINT NOT NULL, sidecar BYTEA, marker BYTEA, filed BIGINT NOT NULL,
            PRIMARY KEY (channel, name, bytes, modified_at));

        CREATE TABLE channel_stops (
            partner TEXT NOT NULL, account TEXT NOT NULL, fingerprint TEXT NOT NULL, reason TEXT NOT NULL,
            stopped_at TEXT NOT NULL, PRIMARY KEY (partner, account));

        ALTER TABLE dispatches ADD COLUMN exposure BIGINT NOT NULL DEFAULT 0;
        """

    private static let facts = """
        CREATE TABLE open_items (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, item_id TEXT NOT NULL, kind TEXT NOT NULL,
            party_id TEXT NOT NULL, party_name_key BYTEA, exact_key BYTEA NOT NULL, reference_key BYTEA NOT NULL,
            amount BIGINT NOT NULL, currency TEXT NOT NULL, issued_on TEXT NOT NULL, due_on TEXT,
            sealed_reference BYTEA NOT NULL, PRIMARY KEY (arrival, ordinal));
        CREATE INDEX open_items_by_reference ON open_items (reference_key);
        CREATE INDEX open_items_by_id ON open_items (item_id);
        CREATE INDEX open_items_by_party ON open_items (party_name_key) WHERE party_name_key IS NOT NULL;

        CREATE TABLE remittances (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, kind TEXT NOT NULL, trace TEXT NOT NULL,
            trace_key TEXT NOT NULL, payer_id TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL,
            method TEXT NOT NULL, effective_on TEXT NOT NULL, adjustments TEXT NOT NULL,
            PRIMARY KEY (arrival, ordinal));
        CREATE INDEX remittances_by_trace ON remittances (trace_key);

        CREATE TABLE remittance_lines (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, remittance BIGINT NOT NULL, trace TEXT NOT NULL,
            payer_id TEXT NOT NULL, exact_key BYTEA NOT NULL, reference_key BYTEA NOT NULL, charged BIGINT NOT NULL,
            paid BIGINT NOT NULL, patient_share BIGINT NOT NULL, contractual BIGINT NOT NULL,
            other_adjustment BIGINT NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL, denied BIGINT NOT NULL,
            reversal BIGINT NOT NULL, sealed_reference BYTEA NOT NULL, PRIMARY KEY (arrival, ordinal));
        CREATE INDEX remittance_lines_by_reference ON remittance_lines (reference_key);

        CREATE TABLE statements (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, account BYTEA NOT NULL, account_mask TEXT NOT NULL,
            booked_through TEXT NOT NULL, sequence BIGINT, opening BIGINT NOT NULL, closing BIGINT NOT NULL,
            currency TEXT NOT NULL, sealed_account BYTEA NOT NULL, PRIMARY KEY (arrival, ordinal));

        CREATE TABLE bank_lines (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, reference TEXT NOT NULL, account BYTEA NOT NULL,
            amount BIGINT NOT NULL, currency TEXT NOT NULL, booked_on TEXT NOT NULL, reversal BIGINT NOT NULL,
            bank_code TEXT NOT NULL, category TEXT, trace_key TEXT, trace_payer TEXT, ach_trace TEXT, ach_batch TEXT,
            check_number TEXT, reference_keys BYTEA NOT NULL, party_name_key BYTEA, sealed_text BYTEA NOT NULL,
            PRIMARY KEY (arrival, ordinal));

        CREATE INDEX bank_lines_by_trace_key ON bank_lines (trace_key) WHERE trace_key IS NOT NULL;
        CREATE INDEX bank_lines_by_ach_trace ON bank_lines (ach_trace) WHERE ach_trace IS NOT NULL;

        CREATE TABLE ach_items (
            arrival BIGINT NOT NULL, ordinal BIGINT NOT NULL, ach_trace TEXT NOT NULL, sec_code TEXT NOT NULL,
            transaction_code BIGINT NOT NULL, amount BIGINT NOT NULL, effective_on TEXT NOT NULL,
            company_id TEXT NOT NULL, batch_number TEXT NOT NULL, trace_key TEXT, trace_payer TEXT,
            return_code TEXT, original_trace TEXT, PRIMARY KEY (arrival, ordinal));
        CREATE INDEX ach_items_by_trace ON ach_items (ach_trace);
        CREATE INDEX ach_items_by_trace_key ON ach_items (trace_key) WHERE trace_key IS NOT NULL;
        """

    private static let conclusions = """
        CREATE TABLE matches (
            id TEXT NOT NULL, posting BIGINT NOT NULL, kind TEXT NOT NULL,
            left_reference TEXT NOT NULL, left_arrival BIGINT, left_ordinal BIGINT,
            right_reference TEXT NOT NULL, right_arrival BIGINT, right_ordinal BIGINT,
            amount BIGINT NOT NULL, currency TEXT NOT NULL, rule TEXT NOT NULL, explanation TEXT NOT NULL,
            withdrawn_by BIGINT, PRIMARY KEY (id, posting));
        CREATE INDEX matches_by_left ON matches (left_arrival, left_ordinal);
        CREATE INDEX matches_by_right ON matches (right_arrival, right_ordinal);

        CREATE TABLE exceptions (
            id TEXT NOT NULL, posting BIGINT NOT NULL, category TEXT NOT NULL, subject_key BYTEA NOT NULL,
            sealed_subject BYTEA NOT NULL, arrival BIGINT, ordinal BIGINT, amount BIGINT NOT NULL,
            currency TEXT NOT NULL, opened_on TEXT NOT NULL, explanation TEXT NOT NULL,
            closed_by BIGINT, closed_as TEXT, PRIMARY KEY (id, posting));
        CREATE INDEX exceptions_by_subject ON exceptions (subject_key);
        CREATE INDEX exceptions_by_evidence ON exceptions (arrival, ordinal);

        CREATE TABLE journal (
            sequence BIGINT PRIMARY KEY, posting BIGINT NOT NULL, id TEXT NOT NULL, line_no BIGINT NOT NULL,
            effective_on TEXT NOT NULL, account TEXT NOT NULL, debit BIGINT NOT NULL, credit BIGINT NOT NULL,
            currency TEXT NOT NULL, description TEXT NOT NULL, event TEXT NOT NULL, match_id TEXT NOT NULL,
            arrival BIGINT NOT NULL, UNIQUE (id, line_no),
            CHECK (debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0)));
        CREATE INDEX journal_by_posting ON journal (posting);

        CREATE TABLE ledger_batches (
            number BIGINT PRIMARY KEY, posting BIGINT NOT NULL, business_date TEXT NOT NULL,
            first_sequence BIGINT NOT NULL, last_sequence BIGINT NOT NULL, lines BIGINT NOT NULL);

        CREATE TABLE dispatches (
            id BIGINT PRIMARY KEY, posting BIGINT NOT NULL, partner TEXT NOT NULL, channel TEXT NOT NULL,
            sequence BIGINT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
            answers_arrival BIGINT, body_spool TEXT NOT NULL, body_sha256 TEXT NOT NULL,
            sealed_spool TEXT, sealed_name TEXT, sealed_sha256 TEXT, attempts BIGINT NOT NULL DEFAULT 0,
            due_at BIGINT NOT NULL DEFAULT 0, sent_at TEXT, reason TEXT NOT NULL DEFAULT '');
        CREATE INDEX dispatches_by_state ON dispatches (state);
        CREATE INDEX dispatches_by_partner ON dispatches (partner, sequence);
        CREATE INDEX dispatches_by_answer ON dispatches (answers_arrival);
        """
}
