// An inspection as a partner's profile judges it.

public import Parsing

extension Inspection {
    /// The same document with its findings weighed by the profile, and what the profile was used for.
    public func judged(by profile: Profile) -> Inspection {
        var judged = self
        (judged.findings, judged.deviations) = findings.judged(by: profile)
        return judged
    }
}
