// What the reader remembers of the file, the batch and the entry it is in. Plain values; the rules are elsewhere.

import Money

/// Where a record stands, for findings.
struct RecordPlace {
    var offset = 0
    var line = 0
    var type: UInt8 = 0x3F

    var typeName: String { type >= 0x21 && type <= 0x7E ? String(UnicodeScalar(type)) : "?" }
}

/// Counts and sums of a batch or a file.
struct Tally {
    var batches = 0
    var entries = 0
    var addenda = 0
    /// Sum of the receiving DFI numbers, low ten digits.
    var hash: Int64 = 0
    var debits = CheckedSum()
    var credits = CheckedSum()

    var entryAndAddendaCount: Int { entries + addenda }

    mutating func add(_ other: Tally) {
        batches += other.batches
        entries += other.entries
        addenda += other.addenda
        hash = (hash + other.hash % Tally.hashLimit) % Tally.hashLimit
        debits.add(other.debits.total ?? .max)
        credits.add(other.credits.total ?? .max)
    }

    /// The hash keeps its low ten digits.
    static let hashLimit: Int64 = 10_000_000_000
}

/// How far the file is.
enum FileStage {
    case beforeHeader, inFile, afterControl
    /// A second file header came after the control: nothing more is taken.
    case inSecondFile
}

/// The batch being read. Without a header (entries outside of a batch) its rules are those of no class.
struct BatchState {
    var isOpen = false
    var header: NACHABatchHeader?
    var rules = EntryClass.unknown
    var mask = EntryFields.general.mask
    /// Class COR: notifications of change.
    var isChange = false
    /// The ODFI's eight characters as a word, for comparison with trace numbers.
    var originatingDFI: UInt64 = 0
    var comparesTrace = false
    var allowedCodes = TransactionCodes.known
    let amountlessCodes = TransactionCodes.amountless
    var refusesCredits = false
    var refusesDebits = false
    /// Where the receiver's name begins; 0 (the record type, never blank) where there is none to check.
    var nameOffset = 0
    var amountLimit = Int64.max
    /// What the control must repeat.
    var repeated = RepeatedFields()
    /// Fingerprint of company identification, class, description and effective date.
    var identity: UInt64 = 0
    /// Seed of the fingerprints of its entries.
    var fingerprint: UInt64 = 0
    var lastTrace: Int64 = -1
    var plain = PlainEntries()
    /// Where the batch header stands, for findings that wait for the control.
    var place = RecordPlace()
    /// What the description says: reversals, micro-entries, healthcare claim payments.
    var isReversal = false
    var isMicro = false
    var demandsTrace = false
    /// The class or the description has rules on fields of its entries.
    var checksFields = false
    var hasReturns = false
    var tally = Tally()
}

/// The fields that a batch control repeats from its header, as words of their characters.
struct RepeatedFields: Equatable {
    private var serviceClass: UInt64 = 0
    private var company: UInt64 = 0
    private var companyEnd: UInt64 = 0
    private var originatingDFI: UInt64 = 0
    private var number: UInt64 = 0

    init() {}

    /// `companyOffset` is 40 in a header, 44 in a control.
    init(_ span: RawSpan, _ start: Int, companyOffset: Int) {
        serviceClass = span.word(start + 1) & 0xFF_FFFF
        company = span.word(start + companyOffset)
        companyEnd = span.word(start + companyOffset + 2)
        originatingDFI = span.word(start + 79)
        number = span.word(start + 86) & ~0xFF
    }
}

/// The entry being read: its row, and what its addenda have shown.
struct EntryState {
    var isOpen = false
    var row = NACHAEntry()
    var place = RecordPlace()
    var hasIndicator = false
    /// Addenda the entry's own field states; -1 where it has no such field, -2 where the field is no number.
    var statedAddenda = -1
    /// The last seven digits of the trace, for comparison with addenda.
    var sequenceWord: UInt64 = 0
    /// Addenda of the class's own type (05, 02) so far.
    var ownAddenda = 0
    /// IAT: the last of 10 to 16 that came in order; counts of 17 and 18.
    var internationalStep = 9
    var remittances = 0
    var correspondents = 0
    var hasReturn = false
    var hasChange = false

    /// Ready for the addenda of a new entry.
    @inline(__always)
    mutating func addendaReset(stated: Int) {
        statedAddenda = stated
        ownAddenda = 0
        internationalStep = 9
        remittances = 0
        correspondents = 0
        hasReturn = false
        hasChange = false
    }
}
