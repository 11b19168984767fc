// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that who uses the formats as libraries does not build measurements.

let rules: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "hms-ach-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "hms-ach", path: "..")],
    targets: [
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                .product(name: "Parsing", package: "hms-ach"), .product(name: "NACHA", package: "hms-ach"),
                .product(name: "X12", package: "hms-ach"), .product(name: "ISO20022", package: "hms-ach"),
            ],
            path: "Sources/Benchmarks",
            swiftSettings: rules),
        .executableTarget(
            name: "reconciliation-benchmark", path: "Sources/ReconciliationBenchmark", swiftSettings: rules),
        .executableTarget(
            name: "sftp-benchmark", dependencies: [.product(name: "SFTP", package: "hms-ach")],
            path: "Sources/SFTPBenchmark", swiftSettings: rules),
    ],
    swiftLanguageModes: [.v6]
)
