// The forms in which a batch of the journal can leave: layouts of rows, journals of plain-text accounting, XML, templates.

/// How a file for the general ledger is written.
public enum GeneralLedgerForm: Sendable, Hashable {
    case rows(LedgerLayout)
    /// A journal that stands alone: accounts and commodities are declared, `hledger check --strict` passes.
    case hledger
    /// A ledger that `bean-check` passes.
    case beancount
    /// For transformations of one's own: `Config/layouts/journal.xsd` is its schema.
    case xml
    case template(LedgerTemplate)

    /// The words under which the forms that are no layout of rows stand in the configuration.
    public static let journals: [String: GeneralLedgerForm] = [
        "hledger": .hledger, "beancount": .beancount, "xml": .xml,
    ]

    public var name: String {
        switch self {
        case .rows(let layout): layout.name
        case .hledger: "hledger"
        case .beancount: "beancount"
        case .xml: "xml"
        case .template(let template): template.name
        }
    }

    /// What the name of a file ends with.
    public var file: String {
        switch self {
        case .rows(let layout): layout.file
        case .hledger: "hledger.journal"
        case .beancount: "journal.beancount"
        case .xml: "journal.xml"
        case .template(let template): template.file
        }
    }

    /// Whether each entity gets a file of its own.
    public var isPerEntity: Bool {
        guard case .rows(let layout) = self else { return false }
        return layout.filePer == .entity
    }

    /// What the name of one entity's file ends with. Characters that do not belong into a name become `_`.
    public func file(of entity: String?) -> String {
        guard let entity, !entity.isEmpty else { return file }
        let safe = entity.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain || byte == 0x2D ? Character(Unicode.Scalar(byte)) : "_"
        }
        return "\(String(safe))-\(file)"
    }

    /// The name of the file within a zip; nil where the file stands plain.
    public var innerFile: String? {
        guard case .rows(let layout) = self, layout.container == .zip else { return nil }
        return layout.innerFile
    }
}
