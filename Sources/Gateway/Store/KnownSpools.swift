// Which sealed files are somebody's: all that arrivals, dispatches and messages name. Every other one is a leftover.

extension Session {
    /// Names in the spool; without the empty ones of what retention has removed.
    public func knownSpools() throws -> Set<String> {
        Set(try arrivalSpools() + dispatchSpools() + messageSpools()).subtracting([""])
    }
}
