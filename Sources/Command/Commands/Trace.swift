// hms-ach trace: one file's whole life.

import ArgumentParser
import Gateway
import Store

struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One file's whole life: when it came, what was found, what was posted, what went out.")

    @Argument(help: "A file's name, as it came or as it went out, an arrival's number, or a message's Message-ID.")
    var name: String

    @OptionGroup var root: RootOption
    @OptionGroup var format: FormatOption

    func run() throws {
        let installation = try root.open(.look)
        let arrivals = try installation.database.read { session in
            var found = try session.arrivals(named: name)
            if let number = Int64(name), let arrival = try session.arrival(number) { found.append(arrival) }
            for dispatch in try session.dispatches(named: name) {
                if let id = dispatch.answersArrival, let arrival = try session.arrival(id) { found.append(arrival) }
            }
            let key = name.filter { $0 != "<" && $0 != ">" }
            for message in try session.receivedMessages(id: key) {
                if let id = message.arrival, let arrival = try session.arrival(id) { found.append(arrival) }
            }
            if let id = try session.sentMessage(id: key)?.dispatch, let dispatch = try session.dispatch(id),
                let answered = dispatch.answersArrival, let arrival = try session.arrival(answered)
            {
                found.append(arrival)
            }
            return found
        }
        if arrivals.isEmpty {
            StandardOutput.say("hms-ach: no file is called `\(name)`; `hms-ach arrivals` lists them")
            throw ExitCode(ExitStatus.notFound.rawValue)
        }
        var listing = Listing(["arrival_id", "at", "step", "what", "detail"], format: format.format)
        for arrival in arrivals { try add(arrival, to: &listing, installation) }
        listing.finish(nothing: "")
    }

    private func add(_ arrival: ArrivalRecord, to listing: inout Listing, _ installation: Installation) throws {
        var rows: [(at: String, step: String, what: String, detail: String)] = [
            ("", "file", arrival.name, "from \(arrival.partner), original: \(installation.placeOfOriginal(arrival))")
        ]
        try installation.database.read { session in
            for record in try session.auditRecords(subject: "arrival \(arrival.id)") {
                rows.append((record.at, "arrival", record.action, record.detail))
            }
            for message in try session.receivedMessages(of: arrival.id) { rows += Self.rows(of: message) }
            for finding in try session.findings(of: arrival.id) {
                rows.append(
                    ("", "finding", "\(finding.severity) \(finding.code)", "\(finding.message) (\(finding.location))"))
            }
            for record in try session.caseRecords(ofArrival: arrival.id) {
                let words = [record.way, record.amount.isZero ? "" : "\(record.amount)", record.detail]
                rows.append(
                    (
                        record.at, "exception", "\(record.event.rawValue) by \(record.actor)",
                        ([record.exceptionID] + words.filter { !$0.isEmpty }).joined(separator: ", ")
                    ))
            }
            for dispatch in try session.dispatches(answering: arrival.id) {
                let name = dispatch.sealedName ?? dispatch.name
                rows.append(
                    (
                        dispatch.sentAt ?? "", "dispatch", dispatch.state.rawValue,
                        "\(name) to \(dispatch.partner), body SHA-256 \(dispatch.bodySHA256)"
                            + (dispatch.reason.isEmpty ? "" : ": \(dispatch.reason)")
                    ))
                for message in try session.sentMessages(of: dispatch.id) { rows += try Self.rows(of: message, session) }
            }
        }
        for row in rows {
            listing.add([.number(arrival.id), .text(row.at), .text(row.step), .text(row.what), .text(row.detail)])
        }
    }

    private typealias Row = (at: String, step: String, what: String, detail: String)

    /// A message by AS2 that brought the file, and the receipt that we gave for it.
    private static func rows(of message: ReceivedMessage) -> [Row] {
        var detail = "<\(message.messageID)> \(message.layers.isEmpty ? "plain" : message.layers)"
        if let signer = message.signer { detail += ", signed by certificate \(signer)" }
        if !message.mic.isEmpty { detail += ", MIC \(message.mic), \(message.micAlgorithm)" }
        var rows: [Row] = [(message.receivedAt, "message", "received", detail)]
        if message.receiptMode != "none" {
            let reason = message.receiptReason.isEmpty ? "" : ": \(message.receiptReason)"
            rows.append(
                (
                    message.receivedAt, "receipt", "given \(message.receiptState.rawValue)",
                    "\(message.disposition), \(message.receiptMode), \(message.receiptID)\(reason)"
                ))
        }
        return rows
    }

    /// A message by AS2 that carries a dispatch, and the receipts that came for it.
    private static func rows(of message: SentMessage, _ session: Session) throws -> [Row] {
        let mics = message.mics.split(separator: "\n").joined(separator: " or ")
        let reason = message.reason.isEmpty ? "" : ": \(message.reason)"
        let rows: [Row] = [
            (
                message.builtAt, "message", message.state.rawValue,
                "<\(message.messageID)> SHA-256 \(message.bodySHA256), MIC \(mics), receipt \(message.receiptWanted)\(reason)"
            )
        ]
        return try rows
            + session.receipts(of: message.id).map { receipt in
                let signer = receipt.signer.map { ", signed by certificate \($0)" } ?? ""
                let reason = receipt.reason.isEmpty ? "" : ": \(receipt.reason)"
                return (
                    receipt.receivedAt, "receipt", receipt.verdict, "\(receipt.disposition)\(signer)\(reason)"
                )
            }
    }
}
