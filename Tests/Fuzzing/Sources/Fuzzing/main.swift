// Hands each input that the fuzzer makes to the reader that HMS_ACH_FUZZ names.
// What must hold is a precondition in Properties.swift; a trap anywhere is a finding. The sanitizer's runtime drives.

import Glibc

let target = FuzzTarget(rawValue: getenv("HMS_ACH_FUZZ").map { String(cString: $0) } ?? "") ?? .document

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.check(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ testOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

// The package manager names this file's code as the program's entry, so the runtime's own is not reached.
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runDriver(&count, &arguments, testOneInput))
