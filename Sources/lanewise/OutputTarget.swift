import ArgumentParser
import FileFormats
import Logistics

/// The folder that a command writes, with the exit codes of what can go wrong.
enum OutputTarget {
  /// Refuses a folder that may not be written, before any work is done.
  static func check(_ path: String, instance: String?) throws {
    do throws(OutputFault) {
      try OutputFolder.check(path, instanceFolder: instance)
    } catch {
      throw exit(error)
    }
  }

  static func write(_ files: [OutputFile], to path: String, instance: String?) throws {
    do throws(OutputFault) {
      try OutputFolder.write(to: path, files: files, instanceFolder: instance)
    } catch {
      throw exit(error)
    }
  }

  private static func exit(_ fault: OutputFault) -> ExitCode {
    Terminal.stop(fault.isReadOrWriteError ? .readOrWrite : .cannotCreate, fault.message, hint: fault.hint)
  }
}
