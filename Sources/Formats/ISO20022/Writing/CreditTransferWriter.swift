// Writes orders (pain.001): a first walk checks everything and adds up, a second one puts the bytes out.
// Relies on OrderEncoder and OrderChecks. Memory is that of one transfer and a dozen bytes for each reference.

import Money
public import Parsing

/// Writes credit transfer orders for one bank.
public struct CreditTransferWriter: Sendable {
    public var profile: OrderProfile

    public init(_ profile: OrderProfile) { self.profile = profile }

    /// Checks an order without writing it: its totals, and findings that are at most warnings. Throws `OrderRefused` where
    /// there are errors, and what a block's source throws.
    public func check(_ order: CreditTransferOrder) throws -> (totals: OrderTotals, findings: FindingLog) {
        let checked = try walk(order)
        return (checked.totals, checked.findings)
    }

    /// Writes an order to `output`, piece by piece; a piece is valid only during the call. Nothing is put out unless the whole
    /// order passed its checks. Throws `OrderRefused`, and what sources and output throw; after an error in the midst of the
    /// output, what was put out must be thrown away.
    @discardableResult
    public func write(
        _ order: CreditTransferOrder, to output: (RawSpan) throws -> Void
    ) throws -> (totals: OrderTotals, findings: FindingLog) {
        let checked = try walk(order)
        var encoder = OrderEncoder(profile: profile, isChecking: false)
        encoder.begin(order.header, checked.totals.transfers, checked.totals.controlSum)
        for (block, passed) in zip(order.blocks, checked.blocks) {
            encoder.begin(block.instruction, passed.count, passed.sum.text)
            var again = WalkedBlock(id: passed.id)
            try block.forEachTransfer { transfer in
                let start = encoder.output.count
                encoder.put(transfer)
                again.add(transfer, encoder.output[start...])
                if encoder.output.count >= CreditTransferWriter.pieceSize {
                    try output(encoder.output.span.bytes)
                    encoder.output.removeAll(keepingCapacity: true)
                }
            }
            encoder.close()
            if again != passed {
                var findings = checked.findings
                findings.add(
                    CreditTransferRules.sourceChanged, "The block gave other transfers when it was asked again.",
                    at: encoder.location([.paymentInformation]))
                throw OrderRefused(findings: findings)
            }
        }
        encoder.end()
        try output(encoder.output.span.bytes)
        return (checked.totals, checked.findings)
    }

    /// The whole message in memory, for orders that are known to be small.
    public func bytes(of order: CreditTransferOrder) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write(order) { piece in piece.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    private static let pieceSize = 1 << 16

    /// What a walk over a block came to; two walks must agree.
    private struct WalkedBlock: Hashable {
        let id: String
        var count = 0
        var sum = ControlSum()
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ transfer: CreditTransfer, _ bytes: ArraySlice<UInt8>) {
            count += 1
            sum.add(transfer.amount.money)
            for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
    }

    private struct Checked {
        var blocks: [WalkedBlock] = []
        var findings = FindingLog()
        var totals = OrderTotals(transfers: 0, controlSum: "0", blocks: [])
    }

    private func walk(_ order: CreditTransferOrder) throws -> Checked {
        var encoder = OrderEncoder(profile: profile, isChecking: true)
        encoder.begin(order.header, 0, "0")
        var checked = Checked()
        var references = OrderReferences()
        if order.blocks.isEmpty { encoder.report(CreditTransferRules.empty, "The order holds no block.") }
        for block in order.blocks {
            encoder.block += 1
            encoder.transfer = 0
            var walked = WalkedBlock(id: block.instruction.id)
            encoder.begin(block.instruction, 0, "0")
            try block.forEachTransfer { transfer in
                encoder.transfer += 1
                encoder.output.removeAll(keepingCapacity: true)
                encoder.put(transfer)
                references.note(transfer)
                walked.add(transfer, encoder.output[...])
            }
            if walked.count == 0 { encoder.report(CreditTransferRules.empty, "The block holds no transfer.") }
            if !walked.sum.fits {
                encoder.report(CreditTransferRules.sumTooLarge, "The sum is too large.", .controlSum)
            }
            encoder.close()
            checked.blocks.append(walked)
        }
        try checkIdentities(order, references, &encoder)
        var sum = ControlSum()
        for block in checked.blocks { sum.add(block.sum) }
        if !sum.fits {
            encoder.report(CreditTransferRules.sumTooLarge, "The sum is too large.", .groupHeader, .controlSum)
        }
        checked.findings = encoder.findings
        if encoder.findings.hasErrors { throw OrderRefused(findings: encoder.findings) }
        checked.totals = OrderTotals(
            transfers: checked.blocks.reduce(0) { $0 + $1.count }, controlSum: sum.text,
            blocks: checked.blocks.map {
                OrderTotals.Block(id: $0.id, transfers: $0.count, controlSum: $0.sum.text)
            })
        return checked
    }

    /// Identities that stand twice, told exactly: only where hashes met are the transfers asked for again.
    private func checkIdentities(
        _ order: CreditTransferOrder, _ references: OrderReferences, _ encoder: inout OrderEncoder
    ) throws {
        var payments: Set<String> = []
        for (index, block) in order.blocks.enumerated() where !payments.insert(block.instruction.id).inserted {
            encoder.block = index + 1
            encoder.report(
                CreditTransferRules.paymentRepeated, "The PmtInfId came before.", .paymentInformation,
                .paymentInformationID)
        }
        guard references.hasSuspects else { return }
        var references = references
        for (index, block) in order.blocks.enumerated() {
            encoder.block = index + 1
            encoder.transfer = 0
            try block.forEachTransfer { transfer in
                encoder.transfer += 1
                for (rule, word) in references.repeated(transfer) {
                    encoder.report(
                        rule, "\(word.tag) came before.", .paymentInformation, .creditTransfer, .paymentIdentification,
                        word)
                }
            }
        }
    }
}

/// The references of an order that must not repeat.
private struct OrderReferences {
    private var endToEnd = RepeatedReferences()
    private var instruction = RepeatedReferences()
    private var unique = RepeatedReferences()

    var hasSuspects: Bool { endToEnd.hasSuspects || instruction.hasSuspects || unique.hasSuspects }

    mutating func note(_ transfer: CreditTransfer) {
        endToEnd.note(transfer.endToEndID)
        if let id = transfer.instructionID { instruction.note(id) }
        if let reference = transfer.uniqueReference { unique.note(reference) }
    }

    mutating func repeated(_ transfer: CreditTransfer) -> [(FindingRule, PaymentWord)] {
        var found: [(FindingRule, PaymentWord)] = []
        if endToEnd.isRepeated(transfer.endToEndID) {
            found.append((CreditTransferRules.endToEndRepeated, .endToEndID))
        }
        if let id = transfer.instructionID, instruction.isRepeated(id) {
            found.append((CreditTransferRules.instructionRepeated, .instructionID))
        }
        if let reference = transfer.uniqueReference, unique.isRepeated(reference) {
            found.append((CreditTransferRules.uniqueRepeated, .uniqueReference))
        }
        return found
    }
}
