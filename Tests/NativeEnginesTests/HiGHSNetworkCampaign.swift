import Foundation
import MathProgram
import NativeEngines
import Testing

private enum NetworkOracle {
  /// A Python that can import highspy.
  static let python = ProcessInfo.processInfo.environment["LANEWISE_ORACLE_PYTHON"]
}

/// A thousand random networks against HiGHS, which shares nothing with us. Networks whose numbers leave what doubles hold
/// are left to the oracle in whole numbers: `SuccessiveShortestPaths`.
@Suite(.enabled(if: NetworkOracle.python != nil)) struct HiGHSNetworkCampaign {
  @Test func everyProvenAnswerEqualsThatOfHiGHS() throws {
    let networks = campaign(2000).lazy.map { randomNetwork(seed: 5_000_000 + $0) }.filter(fitsDoubles)
    let chosen = Array(networks.prefix(campaign(1000).count))
    let answers = try optima(chosen)
    try #require(answers.count == chosen.count)
    for (network, answer) in zip(chosen, answers) {
      let ours = provenAnswer(try NativeFlowEngine().solve(.flow(network)), network, network.name)
      let word =
        switch ours {
        case .optimal(let cost): "\(cost)"
        case .infeasible: "infeasible"
        case .unbounded: "unbounded"
        case nil: "unproven"
        }
      #expect(word == answer, "\(network.name)")
    }
  }

  private func fitsDoubles(_ network: FlowNetwork) -> Bool {
    let largest: UInt64 = 1_000_000
    return network.supply.allSatisfy { $0.magnitude <= largest } && network.cost.allSatisfy { $0.magnitude <= largest }
      && network.lower.allSatisfy { $0.magnitude <= largest }
      && network.upper.allSatisfy { $0 == FlowNetwork.unlimited || $0.magnitude <= largest }
  }

  private func optima(_ networks: [FlowNetwork]) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appending(path: "lanewise-networks-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data((networks.map(line).joined(separator: "\n") + "\n").utf8).write(to: file)
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Oracles/highs_networks.py")
    let process = Process()
    process.executableURL = URL(filePath: try #require(NetworkOracle.python))
    process.arguments = [script.path, file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    return Array(lines.suffix(networks.count))
  }

  private func line(_ network: FlowNetwork) -> String {
    let rule =
      switch network.supplyRule {
      case .equal: 0
      case .atMost: 1
      case .atLeast: 2
      }
    var words = ["\(network.nodeCount)", "\(network.arcCount)", "\(rule)"] + network.supply.map { "\($0)" }
    for arc in 0..<network.arcCount {
      let upper = network.upper[arc] == FlowNetwork.unlimited ? "inf" : "\(network.upper[arc])"
      words += ["\(network.tail[arc])", "\(network.head[arc])", "\(network.lower[arc])", upper, "\(network.cost[arc])"]
    }
    return words.joined(separator: " ")
  }
}
