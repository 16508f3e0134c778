import ArgumentParser
import FileFormats
import Logistics

/// Turns a classic data set into an instance folder.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn a known data set into an instance folder, and report what it hides.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case brunel }

  @Argument(help: "brunel: the folder with the seven tables of Brunel University's logistics data set.")
  var format: Format

  @Argument(help: "The data set.")
  var path: String

  @Option(name: .shortAndLong, help: "The instance folder to write, replaced whole or not at all.")
  var output: String

  func run() throws {
    try OutputTarget.check(output, instance: path)
    let imported: ImportedInstance
    do throws(ImportFault) {
      imported = try BrunelImport.read(folder: path)
    } catch {
      throw exit(error)
    }
    let sealed = try OutputTarget.sealed { () throws(Fault) in
      try Manifest.sealing(
        imported.files, command: "import", options: [.init(name: "format", value: format.rawValue)], inputs: [])
    }
    try OutputTarget.write(sealed, to: output, instance: path)
    for line in imported.report { print("- \(line)") }
    print("\nwritten to \(output)")
  }

  private func exit(_ fault: ImportFault) -> ExitCode {
    switch fault {
    case .missing(let file): Terminal.stop(.inputMissing, "`\(path)` has no file `\(file)`")
    case .malformed(let place, let message): Terminal.stop(.badInstance, "\(place): \(message)")
    }
  }
}
