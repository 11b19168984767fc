// Follows a payment status report piece by piece: hands its values on, and checks that it does not contradict itself.
// Relies on PaymentDecoder for values. Whether it fits the order that it speaks of is OrderProgress's to say.

import Money
import Parsing

/// What has been read of a status report so far.
struct StatusReading {
    var keepsEvents = false
    var events: [PaymentEvent] = []

    /// The statuses of the transactions listed in a group or block.
    private struct Tally {
        var listed: Int64 = 0
        var accepted: Int64 = 0
        var rejected: Int64 = 0
        var byStatus: [PaymentStatus: Int64] = [:]

        mutating func add(_ status: PaymentStatus?) {
            listed += 1
            guard let status else { return }
            byStatus[status, default: 0] += 1
            if status.isAccepted { accepted += 1 }
            if status.isEnding { rejected += 1 }
        }
    }

    private var group = GroupStatusReport()
    private var hasGroup = false
    private var groupPlace = Location(offset: 0)
    private var groupTally = Tally()
    private var payment = PaymentStatusReport()
    private var paymentTally = Tally()
    /// Hashes of the references reported on, each with its status.
    private var references = ReferenceSet(limit: 1 << 22)

    private mutating func emit(_ event: @autoclosure () -> PaymentEvent) { if keepsEvents { events.append(event()) } }

    /// GrpHdr, then OrgnlGrpInfAndSts.
    mutating func head(_ decoder: inout PaymentDecoder) {
        if decoder.tree.rootWord == .groupHeader {
            decoder.reportHeader(into: &group)
            return
        }
        hasGroup = true
        decoder.originalGroup(into: &group)
        groupPlace = decoder.tree.location(decoder.tree.root)
        if group.originalMessageName == nil {
            decoder.report(ISO20022Rules.originalNameMissing, "The report has no OrgnlMsgNmId.", at: 0)
        }
        check(group.counts, claimed: group.originalCount, &decoder)
        if keepsEvents { events.append(.groupStatus(group)) }
    }

    mutating func beginBlock(_ decoder: inout PaymentDecoder) {
        payment = decoder.originalPayment()
        paymentTally = Tally()
        check(payment.counts, claimed: payment.originalCount, &decoder)
        if excludes(group.status, payment.status) {
            decoder.report(
                ISO20022Rules.statusContradiction, "The block's status and the group's exclude each other.",
                at: decoder.tree.first(.paymentStatus, of: decoder.tree.root))
        }
        if keepsEvents { events.append(.paymentStatus(payment)) }
    }

    mutating func record(_ decoder: inout PaymentDecoder, isInBlock: Bool) {
        let report = decoder.transactionStatus()
        let above = [isInBlock ? payment.status : nil, group.status].compactMap { $0 }.filter { $0 != .partlyAccepted }
        let effective = report.status ?? above.first
        groupTally.add(effective)
        paymentTally.add(effective)
        if let reference = report.originalEndToEndID, reference != "NOTPROVIDED" {
            var hasher = Hasher()
            hasher.combine(isInBlock ? payment.originalPaymentID : "")
            hasher.combine(reference)
            hasher.combine(report.originalInstructionID)
            var statusHash: UInt8 = 0
            for byte in (effective?.code ?? "").utf8 { statusHash = statusHash &* 31 &+ byte }
            let sighting = references.insert(
                UInt64(truncatingIfNeeded: hasher.finalize()), mark: statusHash)
            if sighting == .repeatedOtherwise {
                decoder.report(
                    PaymentRules.transactionRepeated, "The same transfer has two different statuses in one report.",
                    at: decoder.tree.root)
            }
        }
        emit(.transactionStatus(report, effective: effective))
    }

    mutating func endBlock(_ decoder: inout PaymentDecoder) {
        let place = decoder.tree.location(decoder.tree.first(.paymentStatus, of: decoder.tree.root))
        check(
            payment.status, paymentTally, payment.counts, claimed: payment.originalCount, place, "block",
            &decoder.findings)
        emit(.paymentStatusEnded)
    }

    mutating func end(_ decoder: inout PaymentDecoder, _ here: Location) {
        if hasGroup {
            check(
                group.status, groupTally, group.counts, claimed: group.originalCount, groupPlace, "group",
                &decoder.findings)
        } else {
            decoder.findings.add(
                PaymentRules.elementMissing, "OrgnlGrpInfAndSts is missing: no original message is named.", at: here)
        }
        emit(.reportEnded)
    }

    /// A group that went well or ended, above a block of which the opposite is said.
    private func excludes(_ above: PaymentStatus?, _ below: PaymentStatus?) -> Bool {
        guard let above, let below else { return false }
        return above.isEnding && below.isAccepted || above.isSettled && below.isEnding
    }

    private func check(_ counts: [StatusCount], claimed: Int64?, _ decoder: inout PaymentDecoder) {
        guard let claimed, !counts.isEmpty else { return }
        var sum = CheckedSum()
        for count in counts { sum.add(count.count) }
        if sum.total != claimed {
            decoder.report(
                PaymentRules.countPerStatus,
                "NbOfTxsPerSts adds up to another number than OrgnlNbOfTxs, \(claimed).",
                at: decoder.tree.first(.countPerStatus, of: decoder.tree.root))
        }
    }

    private func check(
        _ status: PaymentStatus?, _ tally: Tally, _ counts: [StatusCount], claimed: Int64?, _ place: Location,
        _ what: String, _ findings: inout FindingLog
    ) {
        if let claimed, claimed < tally.listed {
            findings.add(
                ISO20022Rules.statusContradiction,
                "The original \(what) had \(claimed) transfers, and \(tally.listed) are reported on.", at: place)
        }
        // Of a status that is counted, never more may be listed; fewer is usual, where only rejections are listed.
        for count in counts where tally.byStatus[count.status, default: 0] > count.count {
            findings.add(
                PaymentRules.countPerStatus,
                "NbOfTxsPerSts counts \(count.count) of a status that more transactions of the \(what) have.", at: place
            )
        }
        guard let status, tally.listed > 0 else { return }
        let isGood = status.isSettled || status == .inSettlement || status == .accepted
        if isGood && tally.rejected == tally.listed || status.isEnding && tally.accepted > 0 {
            findings.add(
                ISO20022Rules.statusContradiction,
                "The \(what)'s status and the statuses of its transactions exclude each other.", at: place)
        }
    }

    func summary(_ message: String) -> PaymentStatusSummary {
        let tally = groupTally
        return PaymentStatusSummary(
            message: message, originalMessageID: group.originalMessageID, groupStatus: group.status?.code,
            transactions: Int(tally.listed), accepted: Int(tally.accepted), rejected: Int(tally.rejected),
            pending: Int(tally.listed - tally.accepted - tally.rejected))
    }
}
