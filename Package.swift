// swift-tools-version: 6.2
import PackageDescription

// The targets stand in the order of the floors of the house, lowest first:
// a target depends only on targets above it in this list (Tests/Tidy holds it to that).

let rules: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let libraries: [Target] = [
    .systemLibrary(
        name: "CGPGME", path: "Sources/CLibraries/CGPGME", pkgConfig: "gpgme", providers: [.apt(["libgpgme-dev"])]),
    .systemLibrary(
        name: "CXML2", path: "Sources/CLibraries/CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLinux", path: "Sources/CLibraries/CLinux"),
    .systemLibrary(
        name: "CSSH2", path: "Sources/CLibraries/CSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
    .systemLibrary(
        name: "CZlib", path: "Sources/CLibraries/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
        name: "CSQLite", path: "Sources/CLibraries/CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]
    ),
    .systemLibrary(
        name: "COpenSSL", path: "Sources/CLibraries/COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let tls: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")

func nio(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-nio") }

let floors: [Target] = [
    // Money: amounts, currencies, dates, banking days.
    floor("Money", at: "Money"),

    // Formats: bytes to typed documents and back; pure.
    floor("Parsing", at: "Formats/Parsing", needs: ["Money"]),
    floor("NACHA", at: "Formats/NACHA", needs: ["Money", "Parsing"]),
    floor("X12", at: "Formats/X12", needs: ["Money", "Parsing"]),
    floor("ISO20022", at: "Formats/ISO20022", needs: ["Money", "Parsing"]),
    floor("Delimited", at: "Formats/Delimited", needs: ["Money", "Parsing"]),
    floor(
        "Inspection", at: "Formats/Inspection", needs: ["Money", "Parsing", "NACHA", "X12", "ISO20022", "Delimited"]),
    floor(
        "Conversion", at: "Formats/Conversion",
        needs: ["Money", "Parsing", "NACHA", "X12", "ISO20022", "Delimited", "Inspection"]),

    // Security: what proves, opens, seals and hides.
    floor("Checksum", at: "Security/Checksum", needs: [crypto]),
    floor("Compression", at: "Security/Compression", needs: ["CZlib"]),
    floor("Vault", at: "Security/Vault", needs: [crypto]),
    floor("OpenPGP", at: "Security/OpenPGP", needs: ["CGPGME"]),
    floor("SMIME", at: "Security/SMIME", needs: ["COpenSSL", "CZlib"]),

    // Transports: bytes in, bytes out, nothing else.
    floor("Folder", at: "Transports/Folder", needs: ["CLinux"]),
    floor("SFTP", at: "Transports/SFTP", needs: ["CLinux", "CSSH2", "Folder", crypto]),
    floor("AS2", at: "Transports/AS2", needs: ["SMIME"]),
    floor(
        "HTTPCarrier", at: "Transports/HTTPCarrier",
        needs: [nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), tls, crypto]),

    // Finance: pure engines over facts; they know no format.
    floor("Facts", at: "Finance/Facts", needs: ["Money"]),
    floor("Reconciliation", at: "Finance/Reconciliation", needs: ["Money", "Facts"]),
    floor(
        "Ledger", at: "Finance/Ledger",
        needs: [.product(name: "Mustache", package: "swift-mustache"), "Money", "Facts"]),
    floor("Casework", at: "Finance/Casework", needs: ["Money", "Facts", "Ledger"]),

    // Gateway: from documents to facts, one small file a kind.
    floor(
        "Intake", at: "Gateway/Intake",
        needs: ["Money", "Parsing", "NACHA", "X12", "ISO20022", "Delimited", "Facts"]),

    // Gateway: the way of a file, and the only floor whose effects have an order.
    floor(
        "Store", at: "Gateway/Store",
        needs: [
            "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "GRDBSQLite", package: "GRDB.swift"), "Money", "Facts",
        ]),
    floor(
        "Configuration", at: "Gateway/Configuration",
        needs: [.product(name: "Yams", package: "Yams"), "Money", "Parsing", "SFTP", "Facts", "Ledger", "Casework"]),
    floor(
        "Gateway", at: "Gateway/Gateway",
        needs: [
            "Money", "Parsing", "NACHA", "X12", "ISO20022", "Delimited", "Inspection", "Checksum", "Compression",
            "Vault", "OpenPGP", "SMIME", "Folder", "SFTP", "AS2", "HTTPCarrier", "Facts", "Reconciliation", "Ledger",
            "Casework", "Intake", "Store", "Configuration", crypto,
            .product(name: "Logging", package: "swift-log"),
        ]),

    // Service: what others reach over the network.
    floor(
        "Service", at: "Service",
        needs: [
            nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), tls, "Parsing", "HTTPCarrier", "Configuration",
            "Gateway",
            .product(name: "Logging", package: "swift-log"),
        ]),

    // Command: hms-ach.
    .executableTarget(
        name: "hms-ach",
        dependencies: [
            "Money", "Parsing", "NACHA", "X12", "ISO20022", "Delimited", "Inspection", "Conversion", "Checksum",
            "Vault",
            "OpenPGP", "SMIME", "AS2", "HTTPCarrier", "Compression", "Facts", "Reconciliation", "Ledger", "Casework",
            "Store", "Configuration", "Gateway", "Service",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Logging", package: "swift-log"),
        ],
        path: "Sources/Command", swiftSettings: rules),
]

func floor(_ name: String, at path: String, needs: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: needs, path: "Sources/\(path)", swiftSettings: rules)
}

func tests(_ name: String, at path: String, needs: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: needs, path: "Tests/\(path)", swiftSettings: rules)
}

let proofs: [Target] = [
    tests("Money", at: "Money", needs: ["Money"]),
    tests("Parsing", at: "Formats/Parsing", needs: ["Money", "Parsing"]),
    tests("NACHA", at: "Formats/NACHA", needs: ["Money", "Parsing", "NACHA"]),
    tests("X12", at: "Formats/X12", needs: ["Money", "Parsing", "X12"]),
    tests("ISO20022", at: "Formats/ISO20022", needs: ["CXML2", "Money", "Parsing", "ISO20022"]),
    tests("Delimited", at: "Formats/Delimited", needs: ["Money", "Parsing", "Delimited"]),
    tests("Inspection", at: "Formats/Inspection", needs: ["Money", "Parsing", "X12", "Inspection"]),
    tests(
        "Conversion", at: "Formats/Conversion",
        needs: ["Money", "Parsing", "NACHA", "X12", "ISO20022", "Inspection", "Conversion"]),
    tests("Checksum", at: "Security/Checksum", needs: ["Checksum"]),
    tests("Compression", at: "Security/Compression", needs: ["Compression"]),
    tests("Vault", at: "Security/Vault", needs: ["Vault"]),
    tests("OpenPGP", at: "Security/OpenPGP", needs: ["OpenPGP"]),
    tests("SMIME", at: "Security/SMIME", needs: ["SMIME"]),
    tests("Folder", at: "Transports/Folder", needs: ["Folder"]),
    tests("SFTP", at: "Transports/SFTP", needs: ["Folder", "SFTP"]),
    tests("AS2", at: "Transports/AS2", needs: ["SMIME", "AS2"]),
    tests(
        "HTTPCarrier", at: "Transports/HTTPCarrier",
        needs: [nio("NIOCore"), nio("NIOHTTP1"), nio("NIOPosix"), "HTTPCarrier"]),
    tests("Reconciliation", at: "Finance/Reconciliation", needs: ["Money", "Facts", "Reconciliation"]),
    tests("Ledger", at: "Finance/Ledger", needs: ["Money", "Facts", "Ledger"]),
    tests("Casework", at: "Finance/Casework", needs: ["Money", "Facts", "Ledger", "Casework"]),
    tests(
        "Intake", at: "Gateway/Intake",
        needs: ["Money", "Parsing", "NACHA", "X12", "ISO20022", "Delimited", "Facts", "Intake"]),
    tests(
        "Store", at: "Gateway/Store",
        needs: ["Money", "Facts", "Store", .product(name: "GRDB", package: "GRDB.swift")]),
    tests(
        "Configuration", at: "Gateway/Configuration",
        needs: ["Configuration", "Facts", "Ledger", "Money", "Parsing", "SFTP"]),
    tests(
        "Gateway", at: "Gateway/Gateway",
        needs: [
            "Gateway", "Money", "Facts", "NACHA", "Checksum", "OpenPGP", "SMIME", "Folder", "SFTP", "AS2",
            "HTTPCarrier", "Store", "Vault", crypto, "Casework", "Configuration", "hms-ach",
            .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "Logging", package: "swift-log"),
        ]),
    tests(
        "Service", at: "Service",
        needs: [
            "Service", "Gateway", "Configuration", nio("NIOCore"), .product(name: "Logging", package: "swift-log"),
        ]),
    tests("Command", at: "Command", needs: ["Parsing", "Inspection", "Conversion", "hms-ach"]),
    tests("Tidy", at: "Tidy", needs: []),
]

let package = Package(
    name: "hms-ach",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "hms-ach", targets: ["hms-ach"]),
        .library(name: "Parsing", targets: ["Parsing"]),
        .library(name: "NACHA", targets: ["NACHA"]),
        .library(name: "X12", targets: ["X12"]),
        .library(name: "ISO20022", targets: ["ISO20022"]),
        .library(name: "Delimited", targets: ["Delimited"]),
        .library(name: "Inspection", targets: ["Inspection"]),
        .library(name: "SFTP", targets: ["SFTP"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: libraries + floors + proofs,
    swiftLanguageModes: [.v6]
)
