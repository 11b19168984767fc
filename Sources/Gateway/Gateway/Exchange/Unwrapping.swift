// What a small message brought comes into the spool when its arrival is carried on: when it came it was proven and recorded, and its
// sender did not wait for another file. From here on it is an arrival like any other.

import AS2
import SMIME
import Store

struct Unwrapping {
    private let installation: Installation
    private let identities: [Identity]

    init(_ installation: Installation) {
        self.installation = installation
        let comesByMessage = installation.configuration.partners.contains { $0.receive.contains { $0.as2 != nil } }
        identities = comesByMessage ? ExchangeRelations(installation.configuration, installation.root).identities : []
    }

    /// Whether an arrival has still to be unwrapped.
    static func isWanted(_ arrival: ArrivalRecord) -> Bool {
        arrival.channel == "as2" && arrival.spool.isEmpty && arrival.state == .taken
    }

    /// The arrival with its payload in the spool.
    ///
    /// Throws `Refusal` where the message cannot be taken apart any more, which is for a person, and what store and spool throw.
    func unwrap(_ arrival: ArrivalRecord) throws -> ArrivalRecord {
        let messages = try installation.database.read { try $0.receivedMessages(of: arrival.id) }
        guard let message = messages.last(where: \.counts) else { throw refusal("no message is on record for it") }
        var opened: OpenedMessage?
        let file = try installation.spool.seal { writer in
            opened = try installation.takeApart(message, by: identities, payload: { try writer.write($0) })
        }
        guard let opened, opened.problems.isEmpty, file.sha256 == arrival.sha256 else {
            installation.spool.remove(file.name)
            guard let opened else { throw refusal("its body is not kept any more") }
            throw refusal(opened.problems.first?.sentence ?? "it is not what was received")
        }
        var unwrapped = arrival
        unwrapped.spool = file.name
        try installation.database.write { try $0.setArrivalSpool(arrival.id, file.name) }
        return unwrapped
    }

    private func refusal(_ reason: String) -> Refusal {
        Refusal(
            GatewayRules.processingFault,
            "The message that brought it cannot be taken apart again: \(reason). Is the key that it was encrypted to still "
                + "listed under `as2`? Then reprocess it from open.")
    }
}
