// Which errors belong to a file and which to the machine.

import Intake
import Ledger
import OpenPGP

enum FaultNature {
    /// True for errors that the same file would cause again on a sound machine.
    static func isAboutTheFile(_ error: any Error) -> Bool {
        error is NACHAIntake.Failure || error is StatementIntake.Failure || error is X12IntakeFailure
            || error is BookkeepingError
            || error is OpenPGPFailure
    }
}
