import ArgumentParser
import FileFormats
import Logistics

/// Writes an annotated instance to start from.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write an annotated instance to start from: the four tables that are enough, and the most useful others.")

  @Argument(help: "The folder to write; it must not exist or be empty.")
  var instance: String

  func run() throws {
    try OutputTarget.check(instance, instance: nil)
    let sealed = Manifest.sealing(StarterInstance.files, command: "new", options: [], inputs: [])
    try OutputTarget.write(sealed, to: instance, instance: nil)
    print("written to \(instance)\nnext: lanewise plan \(instance) -o \(instance)-plan")
  }
}
