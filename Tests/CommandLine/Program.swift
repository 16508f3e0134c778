import Foundation

/// A built command of this package, run as a user runs it.
struct Program {
  static let lanewise = Program("lanewise")
  static let verifier = Program("lanewise-verify")
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let quickstart = root.appending(path: "Instances/quickstart").path

  private let path: URL

  private init(path: URL) { self.path = path }

  /// Found beside the running tests, else in the package's release folder.
  private init(_ name: String) {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let places = [
      bundle?.deletingLastPathComponent(), Bundle.main.bundleURL, Program.root.appending(path: ".build/release"),
      Program.root.appending(path: ".build/debug"),
    ]
    let paths = places.compactMap { $0?.appending(path: name) }
    path = paths.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? paths[paths.count - 1]
  }

  /// How a run ended.
  struct Run {
    let code: Int32
    /// Ended by a signal instead of by itself.
    let crashed: Bool
    let out: Data
    let err: String
    let seconds: Double

    var text: String { String(decoding: out, as: UTF8.self) }
  }

  /// Runs it to its end, within a folder; an interrupt, or `signal`, is sent after `interruptAfter` seconds where that is
  /// given.
  func run(_ arguments: String..., in folder: Workspace, interruptAfter: Double? = nil) throws -> Run {
    try run(arguments, in: folder, interruptAfter: interruptAfter)
  }

  /// A line for the shell with `lanewise` as `$0`.
  static func shell(_ line: String, _ argument: String, in folder: Workspace) throws -> Run {
    try Program(path: URL(filePath: "/bin/sh")).run(["-c", line, lanewise.path.path, argument], in: folder)
  }

  func run(
    _ arguments: [String], in folder: Workspace, interruptAfter: Double? = nil, signal: Int32 = SIGINT
  ) throws -> Run {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    // Into files: no pipe can fill up and block the command.
    let name = UUID().uuidString
    let (out, err) = (folder.talk(name + ".out"), folder.talk(name + ".err"))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    var start = ContinuousClock.now
    try process.run()
    if let interruptAfter {
      Thread.sleep(forTimeInterval: interruptAfter)
      start = .now
      kill(process.processIdentifier, signal)
    }
    process.waitUntilExit()
    let taken = (ContinuousClock.now - start).components
    return Run(
      code: process.terminationStatus, crashed: process.terminationReason == .uncaughtSignal,
      out: try Data(contentsOf: out), err: try String(contentsOf: err, encoding: .utf8),
      seconds: Double(taken.seconds) + Double(taken.attoseconds) * 1e-18)
  }
}
