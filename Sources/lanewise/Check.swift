import ArgumentParser
import FileFormats
import Logistics

/// Reports every fault of an instance at once.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Report every fault of an instance at once, with file, line and column, and every default that it uses.")

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(help: "Check it as this scenario changes it.")
  var scenario: String?

  @Option(help: "How faults are written: text, or json (one object a line on standard output).")
  var format = FaultFormat.text

  func run() throws {
    let loaded = LoadedInstance.load(folder: instance, scenario: scenario)
    guard !loaded.isMissing else {
      throw Terminal.stop(.inputMissing, "there is no instance folder `\(instance)`")
    }
    if !loaded.faults.isEmpty { try InstanceInput.report(loaded, errorsOnly: false, format: format) }
    guard let frozen = loaded.instance else { throw Exit.badInstance.exitCode }
    if format == .text { print(InstanceSize(frozen).text) }
  }
}
