// Our 999s beside those of an independent validator (pyx12 4.0.0), line by line, for each file of the corpus that it
// answered. Where they differ, the difference is listed here exactly, with the reason why ours stands.

import Foundation
import Testing

@testable import X12

private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../../shared/corpus/x12").standardized

/// Lines that only we have, lines that only the validator has.
private struct Difference: Equatable, CustomStringConvertible {
    var ours: [String]
    var theirs: [String]
    var description: String { "ours \(ours), theirs \(theirs)" }

    init(_ ours: [String], _ theirs: [String]) {
        self.ours = ours
        self.theirs = theirs
    }

    /// Of two lists, each line against one like it.
    init(between ours: [String], and theirs: [String]) {
        func rest(_ lines: [String], without others: [String]) -> [String] {
            var left = others
            return lines.filter { line in
                guard let index = left.firstIndex(of: line) else { return true }
                left.remove(at: index)
                return false
            }
        }
        self.init(rest(ours, without: theirs), rest(theirs, without: ours))
    }
}

private let premiumSets = ["AK2*820*0001*005010X218", "IK5*A", "AK2*820*0002*005010X218", "IK5*A", "AK9*A*2*2*2"]
private let oneAccepted = ["AK1*HP*1*005010X221A1", "AK2*835*0001", "IK5*A", "AK9*A*1*1*1"]

private let differences: [String: (Difference, why: String)] = [
    "bad-elem-long.edi": (
        Difference(["IK4*1*1028*5"], ["IK4*1*1028*5*XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"]),
        "CLP01 names a patient's account: text is never repeated"
    ),
    "bad-elem-many.edi": (
        Difference(["IK4*14*1073*I10*C", "IK4*15**3"], ["IK4*14*1073*10"]),
        "CLP14 is the guide's not used (I10), not the standard's exclusion (10); the elements behind it are too many"
    ),
    "bad-ge-control.edi": (
        Difference(["AK9*R*1*1*0*4"], ["AK9*R*1*1*1*4"]), "a group that is refused accepts none of its sets"
    ),
    "bad-ge-count.edi": (
        Difference(["AK9*R*3*2*0*5"], ["AK9*R*3*2*2*5"]), "a group that is refused accepts none of its sets"
    ),
    "bad-no-ge.edi": (
        Difference(["AK9*R*1*1*0*3"], ["AK9*R*0*0*0"]), "one set came, and AK905 3 says that GE is missing"
    ),
    "bad-misplaced-seg.edi": (
        Difference(["IK3*SVC*15**2"], ["IK3*SVC*15**1"]), "SVC is a segment of the guide: unexpected, not unrecognized"
    ),
    "cur-before-bpr.edi": (
        Difference(["IK3*CUR*2**7"], ["IK3*CUR*2**1"]),
        "CUR is a segment of the guide: out of sequence, not unrecognized"
    ),
    "bad-repeat-seg.edi": (
        Difference(["IK3*BPR*3**5"], ["IK3*BPR*3**4"]), "a segment repeats too often, no loop does"
    ),
    "bad-no-bpr.edi": (
        Difference(
            ["IK3*BPR*2**3"],
            [
                "IK3*TRN*2**1", "IK3*REF*3**1", "IK3*DTM*4**1", "IK3*N1*5**1", "IK3*N3*6**1", "IK3*N4*7**1",
                "IK3*PER*8**1", "IK3*N1*9**1", "IK3*N3*10**1", "IK3*N4*11**1", "IK3*REF*12**1", "IK3*BPR*13**3",
            ]), "what follows the missing segment is recognized all the same"
    ),
    "bad-no-se.edi": (
        Difference(
            ["IK5*R*2", "AK2*835*0002", "AK9*P*2*2*1"],
            ["IK3*SE*1**3", "IK5*R*5", "AK2*835*0001", "AK9*R*2*2*1*3"]),
        "IK502 2 is the code of a missing trailer; each set is answered once, the second as whole"
    ),
    "bad-st-unknown.edi": (
        Difference(["AK2*836*0001", "IK5*R*1", "AK9*R*1*1*0"], ["AK9*A*1*1*1"]),
        "a set that is not supported is refused, not accepted unread"
    ),
    "bad-seg-trailing.edi": (
        Difference(["IK5*E*5", "AK9*E*1*1*1"], ["IK5*R*5", "AK9*R*1*1*0"]),
        "trailing separators are noted and tolerated"
    ),
    // AK9 is P where some sets of the group are rejected and some are not.
    "bad-se-count.edi": (Difference(["AK9*P*2*2*1"], ["AK9*R*2*2*1"]), "some are rejected, not all"),
    "bad-st-dup.edi": (Difference(["AK9*P*2*2*1"], ["AK9*R*2*2*1"]), "some are rejected, not all"),
    "bad820-se-control.edi": (Difference(["AK9*P*2*2*1"], ["AK9*R*2*2*1"]), "some are rejected, not all"),
    "bad820-se-count.edi": (Difference(["AK9*P*2*2*1"], ["AK9*R*2*2*1"]), "some are rejected, not all"),
    "bad820-st-dup.edi": (Difference(["AK9*P*2*2*1"], ["AK9*R*2*2*1"]), "some are rejected, not all"),
    // Refused by TA1, an interchange gets no 999: nothing inside is looked at.
    "bad-iea-control.edi": (Difference([], oneAccepted), "refused by TA1 001"),
    "bad-iea-count.edi": (Difference([], oneAccepted), "refused by TA1 021"),
    "bad-isa-dup.edi": (Difference([], oneAccepted), "the second one is refused by TA1 025"),
    "bad-no-iea.edi": (Difference([], oneAccepted), "refused by TA1 023"),
    "bad-truncated.edi": (
        Difference([], ["AK1*HP*1*005010X221A1", "AK2*835*0001", "IK5*R*2", "AK9*R*0*0*0*3"]), "refused by TA1 023"
    ),
    "bad820-iea-count.edi": (Difference([], ["AK1*RA*1*005010X218"] + premiumSets), "refused by TA1 021"),
    "bad820-no-iea.edi": (Difference([], ["AK1*RA*1*005010X218"] + premiumSets), "refused by TA1 023"),
    "mix-delims-between-interchanges.edi": (
        Difference(oneAccepted, []), "both interchanges of the file are answered, each with its own delimiters"
    ),
]

private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(whereSeparator: { $0 == "~" || $0 == "\n" }).map(String.init)
        .filter { ["AK1", "AK2", "IK3", "IK4", "IK5", "AK9"].contains($0.prefix(3)) }
}

@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder.path), "needs ../shared/corpus/x12"))
struct AcknowledgementAgreementTests {
    @Test("Our 999 is the validator's, line by line, but for what is argued")
    func agreement() throws {
        let suffix = ".pyx12.999.edi"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "expected").path)
            .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
        #expect(names.count >= 50)
        #expect(differences.keys.allSatisfy(names.contains))
        for name in names {
            let theirs = lines(Array(try Data(contentsOf: folder.appending(path: "expected/\(name)\(suffix)"))))
            var ours: [String] = []
            for outcome in try Fixtures.read(Array(Data(contentsOf: folder.appending(path: name)))).interchanges {
                let envelope = AnswerEnvelope(
                    answering: outcome.header, group: outcome.groups.first, interchangeControlNumber: 1,
                    groupControlNumber: 1, date: "20260302", time: "1015")
                ours += lines(ImplementationAcknowledgement.bytes(for: outcome, in: envelope) ?? [])
            }
            let argued = differences[name]?.0 ?? Difference([], [])
            #expect(Difference(between: ours, and: theirs) == argued, "\(name): \(differences[name]?.why ?? "")")
        }
    }
}
