import ArgumentParser
import FileFormats
import Glibc
import Logistics

/// What the commands say to people: results on standard output, talk on standard error.
enum Terminal {
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var talkIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  /// Colour where a person reads it and has not asked for none.
  static var usesColor: Bool { outputIsTerminal && getenv("NO_COLOR") == nil }

  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
    return Int(size.ws_col)
  }

  /// Data for standard output; a full disk behind it is an error, for what was asked for is not there.
  static func write(_ bytes: [UInt8]) throws {
    guard put(bytes, STDOUT_FILENO) else { throw stop(.readOrWrite, "cannot write to standard output") }
  }

  static func say(_ text: String) { put(text + "\n", STDERR_FILENO) }

  static func put(_ text: String, _ file: Int32) { _ = put(Array(text.utf8), file) }

  /// Whether nothing stands under a path.
  static func isMissing(_ path: String) -> Bool {
    access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)
  }

  /// Whether two paths lead to one file that is there.
  static func isSameFile(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Writes all of it, or says that it could not; a reader that went away has what it wanted.
  private static func put(_ bytes: [UInt8], _ file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer -> Bool in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { return errno == EPIPE }
        rest = rest.dropFirst(written)
      }
      return true
    }
  }

  /// Ends the command: the message on standard error, a hint behind a blank line.
  static func stop(_ code: Exit, _ message: String, hint: String? = nil) -> ExitCode {
    say("error: \(message)")
    if let hint { say("\nhint: \(hint)") }
    return code.exitCode
  }
}

/// The exit codes of every command.
enum Exit: Int32 {
  case done = 0
  case answerIsNo = 1
  case noPlan = 3
  case stoppedBeforePlan = 4
  case usage = 64
  case badInstance = 65
  case inputMissing = 66
  case internalFault = 70
  case cannotCreate = 73
  case readOrWrite = 74
  case interrupted = 130
  case terminated = 143

  var exitCode: ExitCode { ExitCode(rawValue) }
}

/// How faults are printed.
enum FaultFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Loading an instance for a command: faults are printed, and what cannot go on ends with its exit code.
struct InstanceInput {
  let loaded: LoadedInstance
  let instance: Instance

  init(_ folder: String, scenario: String?, format: FaultFormat = .text) throws {
    loaded = LoadedInstance.load(folder: folder, scenario: scenario)
    if loaded.isMissing {
      throw Terminal.stop(.inputMissing, "there is no instance folder `\(folder)`")
    }
    guard let frozen = loaded.instance else {
      try InstanceInput.report(loaded, errorsOnly: true, format: format)
      throw Exit.badInstance.exitCode
    }
    instance = frozen
  }

  static func report(_ loaded: LoadedInstance, errorsOnly: Bool, format: FaultFormat) throws {
    let faults = errorsOnly ? loaded.faults.filter { $0.severity == .error } : loaded.faults
    let text = FaultText(files: loaded.draft.files)
    switch format {
    case .text: Terminal.say(text.report(faults))
    case .json: try Terminal.write(Array(text.jsonLines(faults).utf8))
    }
  }
}
