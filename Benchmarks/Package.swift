// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "LanewiseBenchmarks",
  dependencies: [.package(name: "Lanewise", path: "..")],
  targets: [
    .executableTarget(
      name: "FlowBenchmarks",
      dependencies: [
        .product(name: "NativeEngines", package: "Lanewise")
      ],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "SiteBenchmarks",
      // Not the whole: GLPK's libraries would count as the engine's memory.
      dependencies: [.product(name: "NativeEngines", package: "Lanewise"), .product(name: "ProgramFiles", package: "Lanewise")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "ReadingBenchmarks", dependencies: [.product(name: "LanewiseKit", package: "Lanewise")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
