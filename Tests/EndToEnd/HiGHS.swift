import Foundation
import Testing

/// HiGHS on program files, in the oracle's Python.
enum HiGHS {
  /// Its word for how each ended, and the objective.
  static func solve(_ paths: [String]) throws -> [(status: String, objective: Double)] {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Campaign.oraclePython))
    process.arguments = [Campaign.root.appending(path: "Tests/Oracles/highs_objective.py").path] + paths
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 3 else { return nil }
      return (String(words[1]), Double(words[2]) ?? .nan)
    }
  }
}
