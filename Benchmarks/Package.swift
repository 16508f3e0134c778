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
    .target(
      name: "SiteInstances", dependencies: [.product(name: "NativeEngines", package: "Lanewise")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      // The engine alone: libraries of files and of GLPK would count as its memory.
      name: "SiteBenchmarks", dependencies: ["SiteInstances", .product(name: "NativeEngines", package: "Lanewise")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "SitePrograms", dependencies: ["SiteInstances", .product(name: "ProgramFiles", package: "Lanewise")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
    .executableTarget(
      name: "ReadingBenchmarks", dependencies: [.product(name: "LanewiseKit", package: "Lanewise")],
      swiftSettings: [.swiftLanguageMode(.v6)]),
  ]
)
