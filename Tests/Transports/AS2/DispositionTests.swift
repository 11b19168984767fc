// How dispositions are read and written.

import Testing

@testable import AS2

@Suite struct DispositionTests {
    @Test(arguments: Disposition.all)
    func `what is written is read again`(disposition: Disposition) {
        #expect(Disposition(field: disposition.field) == disposition)
        #expect(!disposition.explanation.isEmpty)
    }

    @Test(arguments: [
        ("automatic-action/MDN-sent-automatically;processed", Disposition.processed),
        ("processed", .processed),
        ("Automatic-Action/mdn-sent-automatically; Processed/Error:Authentication-Failed", .authenticationFailed),
        ("automatic-action/MDN-sent-automatically; processed/Error: decompresion-failed", .decompressionFailed),
        ("a/b; processed / error : integrity check failed", .integrityCheckFailed),
        ("a/b; failed/Failure: unsupported MIC-algorithms", .unsupportedMICAlgorithms),
        ("a/b; processed/warning: duplicate-document", .duplicateDocument),
        ("automatic-action/MDN-sent-automatically (mode) ;  Processed (well) ;", .processed),
        ("a/b; processed/error: authentication-failed (unknown signer).", .authenticationFailed),
        ("a/b; processed;", .processed),
        (
            "a/b; failed/Failure: sender-equals-receiver",
            Disposition(.failed, .failure, reason: "sender-equals-receiver")
        ),
        ("a/b; displayed", Disposition(.other("displayed"))),
        ("a/b; failed", Disposition(.failed)),
    ])
    func `peers' spellings are read`(field: String, disposition: Disposition) {
        #expect(Disposition(field: field) == disposition)
    }

    @Test(arguments: ["", ";", "a/b;", "a/b; : x"])
    func `what says nothing is none`(field: String) {
        #expect(Disposition(field: field) == nil)
    }
}
