import ArgumentParser
import FileFormats
import Formulations
import Logistics
import MathProgram

/// Writes an instance's programs for other solvers.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write an instance as linear programs with integers, one file an objective, for any solver to read.")

  enum Format: String, ExpressibleByArgument, CaseIterable { case mps, lp }

  @Argument(help: "The instance folder.")
  var instance: String

  @Option(name: .shortAndLong, help: "The folder to write, replaced whole or not at all.")
  var output: String

  @Option(help: "Export it as this scenario changes it.")
  var scenario: String?

  @Option(help: "mps (free format) or lp.")
  var format = Format.mps

  func run() throws {
    try OutputTarget.check(output, instance: instance)
    let input = try InstanceInput(instance, scenario: scenario)
    let programs = ExportedPrograms(input.instance)
    let files = try programs.levels.map { level in
      OutputFile(name: "\(level.name).\(format.rawValue)", bytes: try text(level.program))
    }
    let sealed = Manifest.sealing(files, command: "export", options: [], inputs: input.loaded.draft.inputFiles)
    try OutputTarget.write(sealed, to: output, instance: instance)
    for file in files { print("\(output)/\(file.name)") }
  }

  private func text(_ program: LinearProgram) throws -> [UInt8] {
    do throws(ProgramWritingFault) {
      return format == .mps ? try ProgramWriter.mps(program) : try ProgramWriter.lp(program)
    } catch {
      throw Terminal.stop(.internalFault, "\(error)")
    }
  }
}
