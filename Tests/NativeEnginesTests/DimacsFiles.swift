import Foundation
import MathProgram

/// The public minimum-cost flow files under `LANEWISE_DATA`, and their published optima.
enum DimacsFiles {
  struct Failure: Error { let reason: String }

  static var folder: URL? {
    guard let data = ProcessInfo.processInfo.environment["LANEWISE_DATA"] else { return nil }
    let folder = URL(fileURLWithPath: data).appendingPathComponent("mincostflow")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// All networks of the folder, by path within it.
  static func paths() throws -> [String] {
    guard let folder else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.contains(".min") || $0.hasSuffix(".dmx") }.sorted()
  }

  static func knownOptima() throws -> [String: Int64] {
    guard let folder else { return [:] }
    let text = try String(contentsOf: folder.appendingPathComponent("known_optima.csv"), encoding: .utf8)
    var optima: [String: Int64] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      if fields.count > 1, let value = fields.dropFirst().lazy.compactMap({ Int64($0) }).first {
        optima[String(fields[0])] = value
      }
    }
    return optima
  }

  static func network(_ path: String) throws -> FlowNetwork {
    guard let folder else { throw Failure(reason: "no data folder") }
    let file = folder.appendingPathComponent(path)
    let text = try path.hasSuffix("z") ? unpacked(file) : String(contentsOf: file, encoding: .utf8)
    var network = FlowNetwork(nodeCount: 0)
    for line in text.split(separator: "\n") {
      let numbers = line.split(separator: " ").dropFirst().compactMap { Int64($0) }
      switch line.first {
      case "p": network = FlowNetwork(name: path, nodeCount: Int(numbers[0]))
      case "n": network.setSupply(numbers[1], node: Int(numbers[0] - 1))
      case "a":
        network.addArc(
          from: Int(numbers[0] - 1), to: Int(numbers[1] - 1), lower: numbers[2],
          upper: numbers[3] < 0 ? FlowNetwork.unlimited : numbers[3], cost: numbers[4])
      default: continue
      }
    }
    return network
  }

  private static func unpacked(_ file: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [file.pathExtension == "xz" ? "xz" : "gzip", "-dc", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
