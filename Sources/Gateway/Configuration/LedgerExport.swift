// How journal batches leave: in which forms, for whom, and when a batch is closed.

public import Ledger

extension GatewayConfiguration {
    /// What `ledger:` says.
    public struct LedgerExport: Sendable, Hashable {
        /// When a batch is closed.
        public enum Closing: Sendable, Hashable {
            /// When nothing has come for a while, and at the end of a single run.
            case whenIdle
            /// Once a day from a time on, and at the end of a single run.
            case daily(minute: Int, zone: String)
            /// Only by `hms-ach ledger close`.
            case onDemand
        }

        /// As `export` names them.
        public var formNames = ["csv"]
        /// In the order of `formNames`.
        public var forms: [GeneralLedgerForm] = [.rows(.csv)]
        public var partner: String?
        public var closing = Closing.whenIdle
        /// Every form that can be asked for by name: those that come with the program, and those of Config/layouts.
        public var known: [String: GeneralLedgerForm] = LedgerExport.standard

        public init() {}

        static let standard: [String: GeneralLedgerForm] = {
            var forms = GeneralLedgerForm.journals
            for layout in LedgerLayout.standard { forms[layout.name] = .rows(layout) }
            return forms
        }()
    }
}
