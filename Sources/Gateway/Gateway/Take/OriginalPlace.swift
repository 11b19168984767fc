// Where the original of an arrival, or the copy of one that was fetched from a server, lies here.

public import Store

extension ArrivalRecord {
    /// Whether it came from a partner's server or in a message: in no folder of ours lies its original.
    var isFetched: Bool { channel != "folder" }
}

extension Installation {
    /// The folder in which `done/` and `rejected/` hold what came by the arrival's channel: the inbox it was dropped into, or
    /// its partner's where it was fetched.
    func originals(of arrival: ArrivalRecord) -> String {
        root.resolve(arrival.isFetched ? "\(configuration.folders.inbox)/\(arrival.partner)" : arrival.folder)
    }

    /// Where the original lies, in words that a person at the root can follow: `inbox/erp/done/2026-03-02/items.csv`.
    public func placeOfOriginal(_ arrival: ArrivalRecord) -> String {
        let folder =
            arrival.isFetched ? "\(configuration.folders.inbox)/\(arrival.partner)" : arrival.folder
        return switch arrival.filed {
        case .inbox: "\(folder)/\(arrival.name)"
        case .done: "\(folder)/done/\(arrival.receivedOn)/\(arrival.filedName)"
        case .rejected: "\(folder)/rejected/\(arrival.receivedOn)/\(arrival.filedName)"
        case .removed: "removed when its time was over"
        case .server:
            arrival.channel == "as2" ? "in a message, sealed in the state" : "on the server, \(arrival.folder)"
        }
    }
}
