// When the lane of an account ends: with a new configuration after the file in hand, with the gateway in the middle of it.

/// Asked by whatever runs in the lane.
struct LaneEnding: Sendable {
    /// Nothing new is begun.
    let isDue: @Sendable () -> Bool
    /// What is in hand is given up too: a transfer of hours must not keep the gateway from ending, and begins again where it
    /// can be taken up.
    let isUrgent: @Sendable () -> Bool
}

/// The gateway was asked to end while a file was on its way.
struct LaneEnded: Error {}
