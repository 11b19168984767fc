// What retention takes away, marked in the rows that named it. Rows of arrivals, dispatches, journal and audit stay.

extension Session {
    /// Arrivals that an open exception names as its evidence.
    public func arrivalsUnderException() throws -> Set<Int64> {
        Set(
            try rows("SELECT DISTINCT arrival FROM exceptions WHERE arrival IS NOT NULL AND closed_by IS NULL") {
                $0.integer(0)
            })
    }

    /// Numbers of arrivals that have findings on record.
    public func arrivalsWithFindings() throws -> Set<Int64> {
        Set(try rows("SELECT DISTINCT arrival FROM findings") { $0.integer(0) })
    }

    /// Forgets the sealed copies of an arrival that is still in the state it was seen in; false when it moved.
    public func forgetSpool(of arrival: ArrivalRecord) throws -> Bool {
        try execute(
            "UPDATE arrivals SET spool = '', opened_spool = NULL WHERE id = $1 AND state = $2",
            [.integer(arrival.id), .text(arrival.state.rawValue)]) == 1
    }

    /// Forgets the sealed copies of a dispatch that is out.
    public func forgetSpool(of dispatch: DispatchRecord) throws -> Bool {
        try execute(
            "UPDATE dispatches SET body_spool = '', sealed_spool = NULL WHERE id = $1 AND state IN ('sent', 'confirmed')",
            [.integer(dispatch.id)]) == 1
    }

    public func removeFindings(of arrival: Int64) throws {
        try execute("DELETE FROM findings WHERE arrival = $1", [.integer(arrival)])
    }
}
