import ArgumentParser

/// The option of every command that solves once.
struct ThreadOptions: ParsableArguments {
  @Option(name: .customLong("threads"), help: "Threads that the solve may use; by default as many as there are cores. The answer is the same at any number.")
  var asked: Int?

  var count: Int { asked ?? Cores.count }

  func validate() throws {
    if let asked, !(1...256).contains(asked) { throw ValidationError("--threads is from 1 to 256") }
  }
}
