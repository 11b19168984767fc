// Lays out the file header and the batch headers from their typed values.
// Relies on RecordSheet and the layouts; what the reader would find wrong with a header is refused here.

extension RecordSheet {
    /// A file header. Throws where a value does not fit or the rules do not allow it.
    mutating func encode(_ heading: FileHeading) throws(NACHABuildFault) {
        open(RecordType.fileHeader)
        try put("01", in: FileHeaderFields.priorityCode)
        try put(try RecordSheet.destination(heading.destination), in: FileHeaderFields.immediateDestination)
        let origin = heading.origin
        try putRequired(
            origin.utf8.count == 9 ? " " + origin : origin, in: FileHeaderFields.immediateOrigin)
        try put(SixDigitDate.text(of: heading.created), in: FileHeaderFields.creationDate)
        try RecordSheet.check(time: heading.time)
        try put(heading.time, in: FileHeaderFields.creationTime)
        let modifier = Array(heading.idModifier.utf8)
        guard modifier.count == 1, FileIDModifier.all.contains(modifier[0]) else {
            throw NACHABuildFault(.character, field: FileHeaderFields.idModifier.name, reason: "not one of A-Z, 0-9")
        }
        try put(heading.idModifier, in: FileHeaderFields.idModifier)
        try put("094", in: FileHeaderFields.recordSize)
        try put("10", in: FileHeaderFields.blockingFactor)
        try put("1", in: FileHeaderFields.formatCode)
        try put(heading.destinationName, in: FileHeaderFields.destinationName)
        try put(heading.originName, in: FileHeaderFields.originName)
        try put(heading.referenceCode, in: FileHeaderFields.referenceCode)
    }

    /// Nine digits with a right check digit behind a blank, or ten letters and digits.
    private static func destination(_ text: String) throws(NACHABuildFault) -> String {
        let bytes = Array(text.utf8)
        if bytes.count == 9 { return " " + (try RoutingNumber(text)).description }
        let isIdentification = bytes.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        guard bytes.count == 10, isIdentification else {
            throw NACHABuildFault(
                .routingNumber, field: FileHeaderFields.immediateDestination.name,
                reason: "neither nine digits nor ten letters and digits")
        }
        return text
    }

    private static func check(time: String) throws(NACHABuildFault) {
        let bytes = Array(time.utf8)
        if bytes.isEmpty { return }
        let digits = bytes.map { Int($0) - 0x30 }
        guard bytes.count == 4, digits.allSatisfy({ (0...9).contains($0) }), digits[0] * 10 + digits[1] < 24,
            digits[2] < 6
        else { throw NACHABuildFault(.number, field: FileHeaderFields.creationTime.name, reason: "no HHMM") }
    }

    /// A batch header with its number and service class.
    mutating func encode(
        _ heading: BatchHeading, number: Int, serviceClass: Int
    ) throws(NACHABuildFault) {
        open(RecordType.batchHeader)
        try put(serviceClass, in: BatchHeaderFields.serviceClass)
        try RecordSheet.checkClass(of: heading)
        switch heading.originator {
        case .company(let company): try encode(company)
        case .international(let international): try encode(international, heading.entryClass)
        }
        try put(heading.entryClass.code, in: BatchHeaderFields.secCode)
        try putRequired(heading.entryDescription, in: BatchHeaderFields.entryDescription)
        if let date = heading.effectiveDate {
            try put(SixDigitDate.text(of: date), in: BatchHeaderFields.effectiveDate)
        } else if heading.writesNoDateAsZeros {
            try put(0, in: BatchHeaderFields.effectiveDate)
        }
        if let day = heading.settlementDay, !(0...366).contains(day) {
            throw NACHABuildFault(.number, field: BatchHeaderFields.settlementDay.name, reason: "no day of the year")
        }
        try put(heading.settlementDay, in: BatchHeaderFields.settlementDay)
        try RecordSheet.checkStatus(of: heading)
        try put(heading.originatorStatus, in: BatchHeaderFields.originatorStatus)
        if heading.originatingDFI.identification == 0 {
            throw NACHABuildFault(.missing, field: BatchHeaderFields.originatingDFI.name, reason: "all zeros")
        }
        try put(Int64(heading.originatingDFI.identification), in: BatchHeaderFields.originatingDFI)
        try put(number, in: BatchHeaderFields.batchNumber)
    }

    private mutating func encode(_ company: CompanyHeading) throws(NACHABuildFault) {
        try putRequired(company.name, in: BatchHeaderFields.companyName)
        try put(company.discretionaryData, in: BatchHeaderFields.discretionaryData)
        try putRequired(company.identification, in: BatchHeaderFields.companyID)
        try put(company.descriptiveDate, in: BatchHeaderFields.descriptiveDate)
    }

    private mutating func encode(
        _ heading: InternationalHeading, _ entryClass: StandardEntryClass
    ) throws(NACHABuildFault) {
        typealias Fields = InternationalBatchHeaderFields
        if entryClass == .notificationOfChange { try put(Fields.changeIndicator, in: Fields.indicator) }
        try put(heading.exchangeIndicator, oneOf: ["FV", "VF", "FF"], in: Fields.exchangeIndicator)
        try put(
            heading.exchangeReferenceIndicator, oneOf: ["1", "2", "3"], in: Fields.exchangeReferenceIndicator)
        try put(heading.exchangeReference, in: Fields.exchangeReference)
        try putLetters(heading.destinationCountry, in: Fields.destinationCountry)
        try putRequired(heading.originatorID, in: Fields.originatorID)
        try putLetters(heading.originatingCurrency, in: Fields.originatingCurrency)
        try putLetters(heading.destinationCurrency, in: Fields.destinationCurrency)
    }

    private static func checkClass(of heading: BatchHeading) throws(NACHABuildFault) {
        let fits =
            switch heading.entryClass {
            case .international: heading.isInternational
            case .notificationOfChange: true
            default: !heading.isInternational
            }
        if !fits {
            throw NACHABuildFault(
                .entryClass, field: "batch header", reason: "class \(heading.entryClass.code) has the other header")
        }
        if let stated = heading.serviceClass, (stated == .advices) != (heading.entryClass == .advice) {
            throw NACHABuildFault(
                .side, field: BatchHeaderFields.serviceClass.name, reason: "280 belongs to ADV and to no other class")
        }
    }

    private static func checkStatus(of heading: BatchHeading) throws(NACHABuildFault) {
        let allowed =
            switch heading.entryClass {
            case .advice: ["0", "1", "2"]
            case .deathNotification: ["2"]
            default: ["1", "2"]
            }
        if !allowed.contains(heading.originatorStatus) {
            throw NACHABuildFault(
                .number, field: BatchHeaderFields.originatorStatus.name,
                reason: "of class \(heading.entryClass.code) one of \(allowed.joined(separator: ", "))")
        }
    }
}

extension InternationalBatchHeaderFields {
    /// Columns 5-20 of a notification of change on an IAT entry.
    static let changeIndicator = "IATCOR"
}

/// The characters of a file id modifier, in the order in which files of one day take them.
enum FileIDModifier {
    static let all: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)

    /// The modifier `steps` after another; nil where all 36 are used.
    static func after(_ modifier: String, steps: Int) -> String? {
        guard let byte = modifier.utf8.first, let index = all.firstIndex(of: byte), (0..<all.count).contains(steps)
        else { return nil }
        return String(decoding: [all[(index + steps) % all.count]], as: UTF8.self)
    }
}
