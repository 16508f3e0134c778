extension OutputFile {
  /// Writes the file under its name, whole or not at all: beside it first, then in its place.
  public func write() throws(OutputFault) {
    let staging = "\(name).lanewise-part"
    do {
      try SystemCalls.write(bytes, to: staging)
      try SystemCalls.replace(staging, at: name)
    } catch {
      try? SystemCalls.removeFile(staging)
      throw .inputOutput(path: name, error: error.code)
    }
  }
}
