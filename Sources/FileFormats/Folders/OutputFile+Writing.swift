extension OutputFile {
  /// Writes the file under its name, whole or not at all: beside it first, then in its place.
  public func write() throws(OutputFault) {
    let staging = "\(name).lanewise-part"
    do throws(OutputFault) {
      try write(at: staging, shown: name)
    } catch {
      try? SystemCalls.removeFile(staging)
      throw error
    }
    do {
      try SystemCalls.replace(staging, at: name)
    } catch {
      try? SystemCalls.removeFile(staging)
      throw .inputOutput(path: name, error: error.code)
    }
  }

  /// Writes a new file there and has the disk confirm it.
  func write(at path: String, shown: String) throws(OutputFault) {
    do {
      let file = try NewFile(path)
      do throws(OutputFault) {
        try write { file.append($0) }
      } catch {
        try? file.close()
        throw error
      }
      try file.close()
    } catch let fault as OutputFault {
      throw fault
    } catch let failure as SystemCalls.Failure {
      throw .inputOutput(path: shown, error: failure.code)
    } catch {
      throw .unusablePath(shown)
    }
  }
}
