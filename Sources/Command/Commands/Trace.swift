// hms-ach trace: one file's whole life.

import ArgumentParser
import Gateway
import Store

struct Trace: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One file's whole life: when it came, what was found, what was posted, what went out.")

    @Argument(help: "A file's name, as it came or as it went out, or an arrival's number.")
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
            for finding in try session.findings(of: arrival.id) {
                rows.append(
                    ("", "finding", "\(finding.severity) \(finding.code)", "\(finding.message) (\(finding.location))"))
            }
            for dispatch in try session.dispatches(answering: arrival.id) {
                let name = dispatch.sealedName ?? dispatch.name
                rows.append(
                    (
                        dispatch.sentAt ?? "", "dispatch", dispatch.state.rawValue,
                        "\(name) to \(dispatch.partner), body SHA-256 \(dispatch.bodySHA256)"
                            + (dispatch.reason.isEmpty ? "" : ": \(dispatch.reason)")
                    ))
            }
        }
        for row in rows {
            listing.add([.number(arrival.id), .text(row.at), .text(row.step), .text(row.what), .text(row.detail)])
        }
    }
}
