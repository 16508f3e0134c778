import ArgumentParser
import FileFormats
import Logistics

/// Turns a classic data set into an instance folder.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn a known data set into an instance folder, and report what it hides.",
    discussion: """
      brunel: the folder with the seven tables of Brunel University's logistics data set.
      orlib-cap: capacitated warehouse location of the OR-Library.
      sscflp: single-source facility location in the layout of Holmberg and of Yang.
      tscflp: two-stage facility location, of one product or several.
      dimacs-min: minimum-cost flow of the DIMACS challenge.
      freight-bids: carriers' bids of the SFPTMP collection, under one demand scenario.

      Files may be packed with gzip.
      """)

  @Argument(help: "The data set's format.")
  var format: ImportFormat

  @Argument(help: "The data set: a file, for brunel a folder.")
  var path: String

  @Option(name: .shortAndLong, help: "The instance folder to write, replaced whole or not at all.")
  var output: String

  @Option(help: "orlib-cap: the capacity of every warehouse, where the file leaves it open.")
  var capacity: String?

  @Option(help: "freight-bids: which demand scenario of the file, from 1.")
  var scenario: Int?

  func run() throws {
    if !format.isFolder && Terminal.isMissing(path) {
      throw Terminal.stop(.inputMissing, "there is no file `\(path)`")
    }
    try OutputTarget.check(output, instance: format.isFolder ? path : nil)
    let imported: ImportedInstance
    do throws(ImportFault) {
      imported = try ImportedInstance.read(format, path: path, options: .init(capacity: capacity, scenario: scenario))
    } catch {
      throw try exit(error)
    }
    let sealed = Manifest.sealing(imported.files, command: "import", options: options, inputs: [])
    try OutputTarget.write(sealed, to: output, instance: format.isFolder ? path : nil)
    for line in imported.report { print("- \(line)") }
    print("\nwritten to \(output)")
  }

  private var options: [Manifest.Option] {
    var options = [Manifest.Option(name: "format", value: format.rawValue)]
    if let capacity { options.append(.init(name: "capacity", value: capacity)) }
    if let scenario { options.append(.init(name: "scenario", value: "\(scenario)")) }
    return options
  }

  private func exit(_ fault: ImportFault) throws -> ExitCode {
    switch fault {
    case .missing(let file): Terminal.stop(.inputMissing, "`\(path)` has no file `\(file)`")
    case .malformed(let place, let message): Terminal.stop(.badInstance, "\(place): \(message)")
    case .malformedProgram(let faults): Terminal.stop(.badInstance, "\(faults)")
    case .option(let message): throw ValidationError(message)
    }
  }
}
