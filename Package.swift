// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A Swift module of the house, in Sources/<name>, with exactly the imports that the architecture test allows it.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func command(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
  return .executableTarget(name: name, dependencies: dependencies + [parser], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

let package = Package(
  name: "Lanewise",
  products: [
    .executable(name: "lanewise", targets: ["lanewise"]),
    .executable(name: "lanewise-verify", targets: ["lanewise-verify"]),
    .library(
      name: "LanewiseKit",
      targets: [
        "Logistics", "MathProgram", "FileFormats", "Formulations", "GLPKEngine", "NativeEngines", "Verification", "Planning",
        "Analyses", "Reports",
      ]),
    .library(name: "NativeEngines", targets: ["MathProgram", "NativeEngines"]),
    .library(name: "ProgramFiles", targets: ["MathProgram", "FileFormats"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: What is asked, what is answered
    module("Logistics"),
    module("MathProgram"),

    // MARK: Text to values and back
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CRename"),
    module("FileFormats", ["Logistics", "MathProgram", "Verification", "CCrypto", "CRename", "CZlib"]),

    // MARK: Instance to program to plan
    module("Formulations", ["Logistics", "MathProgram"]),

    // MARK: Engines
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"]), .brew(["glpk"])]),
    .target(name: "GLPKGuard", dependencies: ["CGLPK"], linkerSettings: [.linkedLibrary("glpk")]),
    module("GLPKEngine", ["MathProgram", "GLPKGuard"]),
    module("NativeEngines", ["MathProgram"]),

    // MARK: Does the answer hold?
    module("Verification", ["Logistics"]),

    // MARK: The conductor
    module("Planning", ["Logistics", "MathProgram", "Formulations", "Verification", "GLPKEngine", "NativeEngines"]),

    // MARK: Questions asked of many plans
    module("Analyses", ["Logistics", "Verification", "Planning"]),

    // MARK: What people see
    module("Reports", ["Logistics", "Verification", "Analyses", "FileFormats"]),
    command(
      "lanewise",
      [
        "Logistics", "MathProgram", "Formulations", "GLPKEngine", "NativeEngines", "Planning", "Verification", "FileFormats",
        "Analyses", "Reports",
      ]),
    command("lanewise-verify", ["Logistics", "Verification", "FileFormats"]),

    // MARK: Tests, one target a module
    tests("LogisticsTests", ["Logistics"]),
    tests("ValidationTests", ["Logistics", "FileFormats"]),
    tests("MathProgramTests", ["MathProgram"]),
    tests("FileFormatsTests", ["Logistics", "MathProgram", "Verification", "FileFormats"]),
    tests("GLPKEngineTests", ["MathProgram", "GLPKEngine"]),
    tests("NativeEnginesTests", ["MathProgram", "NativeEngines"]),
    tests("VerificationTests", ["Logistics", "Verification"]),
    tests("ReportsTests", ["Logistics", "Verification", "FileFormats", "Reports"]),
    tests("AnalysesTests", ["Logistics", "Verification", "Planning", "FileFormats", "Analyses", "BruteForce"]),

    // MARK: Tests that cross modules
    tests("Architecture", ["lanewise-verify"]),
    tests("EngineConformance", ["MathProgram", "FileFormats", "GLPKEngine", "NativeEngines"]),
    .target(name: "BruteForce", path: "Tests/BruteForce", exclude: ["READING.md"], swiftSettings: strict),
    tests("BruteForceTests", ["BruteForce"]),
    tests("CommandLine", ["lanewise", "lanewise-verify"]),
    tests(
      "EndToEnd",
      [
        "Logistics", "MathProgram", "Formulations", "GLPKEngine", "NativeEngines", "Planning", "Verification", "FileFormats",
        "Reports", "BruteForce",
      ]),
  ]
)
