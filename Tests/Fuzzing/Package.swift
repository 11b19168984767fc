// swift-tools-version: 6.2
import PackageDescription

// Coverage-guided fuzzing of the readers, with the address sanitizer; a package of its own, since all that it builds is
// instrumented. `sh Tests/Fuzzing/run.sh nacha 600` builds and runs it; ../README.md tells more.

let package = Package(
    name: "hms-ach-fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "hms-ach", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzzing",
            dependencies: [
                .product(name: "Parsing", package: "hms-ach"), .product(name: "NACHA", package: "hms-ach"),
                .product(name: "X12", package: "hms-ach"), .product(name: "ISO20022", package: "hms-ach"),
                .product(name: "Delimited", package: "hms-ach"), .product(name: "Inspection", package: "hms-ach"),
            ],
            path: "Sources/Fuzzing",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
