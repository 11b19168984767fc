// Which channels an operator keeps still: folders and servers, ways in and ways out alike.

import Store

extension Installation {
    /// The channels by which nothing passes now, as the configuration names them. Asked before each file: an operator may hold
    /// or release one at any time.
    func heldChannels() throws -> Set<String> { Set(try database.read { try $0.channelHolds() }.map(\.channel)) }
}
