/// Spelling of names and words in a file's bytes.
struct ProgramText {
  let bytes: FileBytes
  private let base: UnsafePointer<UInt8>
  /// Whether the file announces that its names are percent-encoded.
  let hasEncodedNames: Bool

  init(_ bytes: FileBytes) {
    self.bytes = bytes
    base = UnsafePointer(bytes.base)
    hasEncodedNames = ProgramText.isAnnounced(bytes)
  }

  /// The announcement stands in the first 200 bytes, or nowhere.
  private static func isAnnounced(_ bytes: FileBytes) -> Bool {
    let head = Array(UnsafeBufferPointer(start: bytes.base, count: min(200, bytes.count)))
    let wanted = Array(NameEncoding.announcement.utf8)
    guard head.count >= wanted.count else { return false }
    return (0...head.count - wanted.count).contains { head[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }

  /// The stretch as text; nil where it is not UTF-8.
  @inline(__always)
  func string(_ range: ByteRange) -> String? {
    let slice = UnsafeBufferPointer(start: base + range.start, count: range.count)
    // Validation is several times the cost of the copy, and names are nearly always ASCII.
    return isASCII(range) ? String(decoding: slice, as: UTF8.self) : String(validating: slice, as: UTF8.self)
  }

  @inline(__always)
  private func isASCII(_ range: ByteRange) -> Bool {
    var bits: UInt8 = 0
    for offset in range.start..<range.end { bits |= base[offset] }
    return bits < 0x80
  }

  /// The name that stands in `range`, decoded where the file's names are encoded.
  ///
  /// A name that is not UTF-8 is a fault, and `?` in its place.
  @inline(__always)
  func name(_ range: ByteRange, _ log: FaultLog) -> String {
    guard let name = string(range) else {
      log.fault(range, "the name is not UTF-8", hint: "convert the file, for example from Latin-1")
      return "?"
    }
    return hasEncodedNames ? NameEncoding.decode(name) : name
  }

  /// Whether the stretch is this word, whatever the case of its letters; `word` is in lower case.
  func matches(_ range: ByteRange, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for place in 0..<range.count {
      let byte = base[range.start + place]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if lower != word.utf8Start[place] { return false }
    }
    return true
  }

  /// ±∞ as the bounds of the formats spell it; nil for everything else.
  func infinity(_ range: ByteRange) -> Double? {
    guard !range.isEmpty else { return nil }
    let sign = base[range.start]
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    let word = ByteRange(start: range.start + (isSigned ? 1 : 0), end: range.end)
    guard matches(word, "inf") || matches(word, "infinity") else { return nil }
    return sign == UInt8(ascii: "-") ? -.infinity : .infinity
  }
}

/// Bounds and limits of this size and more are infinite, as in CPLEX, Gurobi, SCIP and HiGHS.
let infiniteBound = 1e20

/// The bound with what the formats call infinite made infinite.
func widened(_ bound: Double) -> Double {
  if bound >= infiniteBound { return .infinity }
  return bound <= -infiniteBound ? -.infinity : bound
}
