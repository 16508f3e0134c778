public import MathProgram

/// A bare program as a file holds it, plain or packed with gzip.
public struct ProgramFile: Sendable {
  public var program: Program
  public var format: ProgramFormat
  /// What was read by a convention that not all solvers share, and what was left out because it means nothing.
  public var notes: [ProgramFormatFault]

  public init(program: Program, format: ProgramFormat, notes: [ProgramFormatFault] = []) {
    self.program = program
    self.format = format
    self.notes = notes
  }
}

/// How a program is read.
public struct ProgramReadingOptions: Sendable {
  /// Nil: as the file's extension says.
  public var format: ProgramFormat?
  /// Reading ends after so many faults.
  public var faultLimit = 20
  /// The longest text, unpacked, in bytes; at most 2^32.
  public var byteLimit = 1 << 31
  /// Generalized assignment is stated both ways, and its files do not say which.
  public var assignmentDirection = LinearProgram.Direction.minimize

  public init(format: ProgramFormat? = nil) { self.format = format }

  /// Names are numbered in 32 bits; a text of 2^32 bytes cannot hold more.
  var textLimit: Int { min(max(byteLimit, 0), 1 << 32) }
}

extension ProgramFile {
  /// Reads the program in the file at `path`.
  ///
  /// - Parameter format: nil for what the extension says.
  /// - Throws: every fault of the file at once, up to the limit.
  public static func read(path: String, format: ProgramFormat? = nil) throws(ProgramFormatFaults) -> ProgramFile {
    try read(path: path, options: ProgramReadingOptions(format: format))
  }

  /// Reads the program in the file at `path`.
  ///
  /// - Throws: every fault of the file at once, up to the limit.
  /// - Complexity: linear in the file's length.
  public static func read(path: String, options: ProgramReadingOptions) throws(ProgramFormatFaults) -> ProgramFile {
    guard let format = options.format ?? ProgramFormat(path: path) else {
      throw wholeFile(path, "the file's extension does not say its format", hint: "name it with `--format`")
    }
    let text: FileBytes
    do throws(PackedFileFault) {
      text = try PackedFile.text(path: path, limit: options.textLimit)
    } catch {
      throw wholeFile(path, error)
    }
    return try read(text, format: format, name: path, options: options)
  }

  /// Reads a program from bytes in memory; `name` is the file that faults name.
  ///
  /// - Throws: every fault at once, up to the limit.
  public static func read(
    bytes: some Collection<UInt8>, format: ProgramFormat, name: String,
    options: ProgramReadingOptions = ProgramReadingOptions()
  ) throws(ProgramFormatFaults) -> ProgramFile {
    let text: FileBytes
    do throws(PackedFileFault) {
      text = try PackedFile.text(bytes: bytes, limit: options.textLimit)
    } catch {
      throw wholeFile(name, error)
    }
    return try read(text, format: format, name: name, options: options)
  }

  private static func read(
    _ text: FileBytes, format: ProgramFormat, name: String, options: ProgramReadingOptions
  ) throws(ProgramFormatFaults) -> ProgramFile {
    let log = FaultLog(file: name, bytes: text, limit: options.faultLimit)
    checkIsText(text, log)
    guard log.isEmpty else { throw log.takeFaults() }
    switch format {
    case .mps: return try readMPS(text, name: name, options: options)
    case .mpsFixed, .mpsFree:
      let layout = format == .mpsFixed ? MPSLayout.fixed : .free
      return try finish(.linear(MPSReader.read(text, layout: layout, log: log)), format, log)
    case .lp: return try finish(.linear(LPReader.read(text, log: log)), format, log)
    case .dimacsMin: return try finish(.flow(DIMACSReader.read(text, log: log)), format, log)
    case .gap:
      let program = AssignmentReader.read(text, direction: options.assignmentDirection, log: log)
      return try finish(.linear(program), format, log)
    }
  }

  private static func finish(
    _ program: Program, _ format: ProgramFormat, _ log: FaultLog
  ) throws(ProgramFormatFaults) -> ProgramFile {
    guard log.isEmpty else { throw log.takeFaults() }
    return ProgramFile(program: program, format: format, notes: log.takeNotes())
  }

  /// Free format first, because it is faster and holds most fixed files too; fixed where free fails and fixed does not.
  private static func readMPS(
    _ text: FileBytes, name: String, options: ProgramReadingOptions
  ) throws(ProgramFormatFaults) -> ProgramFile {
    let freeLog = FaultLog(file: name, bytes: text, limit: options.faultLimit)
    let program = MPSReader.read(text, layout: .free, log: freeLog)
    if freeLog.isEmpty { return try finish(.linear(program), .mpsFree, freeLog) }
    let fixedLog = FaultLog(file: name, bytes: text, limit: options.faultLimit)
    let fixed = MPSReader.read(text, layout: .fixed, log: fixedLog)
    if fixedLog.isEmpty { return try finish(.linear(fixed), .mpsFixed, fixedLog) }
    // Neither fits: the one that got further is what was meant.
    throw fixedLog.firstOffset > freeLog.firstOffset ? fixedLog.takeFaults() : freeLog.takeFaults()
  }
}

// MARK: Bytes before they are text

extension ProgramFile {
  /// A NUL byte or UTF-16 is no text that any of the formats allows.
  private static func checkIsText(_ text: FileBytes, _ log: FaultLog) {
    if text.count >= 2, text.base[0] ^ text.base[1] == 1, text.base[0] >= 0xFE {
      log.fault(ByteRange(start: 0, end: 0), "the text is UTF-16", hint: "convert it to UTF-8")
    } else if let place = text.firstOffset(of: 0) {
      log.fault(ByteRange(start: place, end: place + 1), "a NUL byte is no text")
    }
  }

  private static func wholeFile(_ name: String, _ rule: String, hint: String? = nil) -> ProgramFormatFaults {
    ProgramFormatFaults([ProgramFormatFault(file: name, rule: rule, hint: hint)])
  }

  private static func wholeFile(_ name: String, _ fault: PackedFileFault) -> ProgramFormatFaults {
    wholeFile(name, fault.rule, hint: fault.hint)
  }
}
