import Logistics

/// A file of numbers with blanks and line ends between them as they come, plain or packed with gzip: the numbers in
/// turn, exact, each with its place.
struct NumberFile {
  /// The last component of the path.
  let name: String
  private let bytes: FileBytes
  private var cursor = 0
  private var line = 1
  private var lineStart = 0
  private(set) var rounded = RoundedNumbers()

  /// A word of the file, and its place as file:line:column.
  struct Word {
    var text: String
    var place: String
  }

  private static let largestFile = 1 << 31

  /// - Throws: `ImportFault.malformed` where the file cannot be read or unpacked.
  init(path: String) throws(ImportFault) {
    let name = String(path.split(separator: "/").last ?? "")
    do throws(PackedFileFault) {
      try self.init(name: name, PackedFile.text(path: path, limit: Self.largestFile))
    } catch {
      throw .malformed(place: path, message: error.message)
    }
  }

  /// The same from bytes in memory.
  init(name: String, bytes: some Collection<UInt8>) throws(ImportFault) {
    do throws(PackedFileFault) {
      try self.init(name: name, PackedFile.text(bytes: bytes, limit: Self.largestFile))
    } catch {
      throw .malformed(place: name, message: error.message)
    }
  }

  private init(name: String, _ bytes: FileBytes) {
    self.name = name
    self.bytes = bytes
  }

  /// A whole number of at least 1, such as a number of places.
  mutating func size(_ what: String) throws(ImportFault) -> Int {
    let word = try word(what)
    guard let size = Int(word.text), size >= 1, size <= Self.largestSize else {
      throw .malformed(place: word.place, message: "`\(word.text)` is no number of \(what)")
    }
    return size
  }

  private static let largestSize = 1_000_000

  /// A number of at least 0, fitted to the format's limits.
  mutating func amount(_ what: String) throws(ImportFault) -> Rational { try amount(word(what), what) }

  /// So many numbers of at least 0.
  mutating func amounts(_ count: Int, _ what: String) throws(ImportFault) -> [Rational] {
    try expect(count, what)
    var amounts: [Rational] = []
    amounts.reserveCapacity(count)
    for _ in 0..<count { amounts.append(try amount(what)) }
    return amounts
  }

  /// A number above 0.
  mutating func positive(_ what: String) throws(ImportFault) -> Rational {
    let word = try word(what)
    let amount = try amount(word, what)
    guard amount.isPositive else {
      throw .malformed(place: word.place, message: "a \(what) is above 0: `\(word.text)`")
    }
    return amount
  }

  /// A word that was read before, as a number of at least 0.
  mutating func amount(_ word: Word, _ what: String) throws(ImportFault) -> Rational {
    guard let amount = rounded.number(word.text, word.place), !amount.isNegative else {
      throw .malformed(
        place: word.place, message: "`\(word.text)` is no \(what), which is a decimal number from 0 to 10^12")
    }
    return amount
  }

  /// Refuses a file that promises more numbers than it has bytes for, before memory is taken for them.
  func expect(_ count: Int, _ what: String) throws(ImportFault) {
    guard count <= (bytes.count - cursor) / 2 + 1 else {
      throw .malformed(place: name, message: "the file ends before its \(count) numbers of \(what)")
    }
  }

  mutating func word(_ what: String) throws(ImportFault) -> Word {
    guard let word = nextWord() else {
      throw .malformed(place: "\(name):\(line)", message: "the file ends where a \(what) should stand")
    }
    return word
  }

  /// Nothing may follow, but the padding of a tape: NUL bytes, and what an older file left behind them.
  ///
  /// - Returns: how many bytes were left out from the first NUL on.
  mutating func finish() throws(ImportFault) -> Int {
    guard let word = nextWord() else { return bytes.count - cursor }
    throw .malformed(place: word.place, message: "`\(word.text)` follows the last number of the file")
  }

  /// What the report says of the padding that `finish` found.
  static func paddingNotes(_ bytes: Int) -> [String] {
    bytes == 0 ? [] : ["\(bytes) bytes of padding behind the last number were left out, from the first NUL on"]
  }

  /// Whether another word stands on the line of the word read last.
  var isWithinLine: Bool {
    var place = cursor
    while place < bytes.count && bytes.base[place] <= 0x20 && bytes.base[place] != 0x0A { place += 1 }
    return place < bytes.count && bytes.base[place] > 0x20
  }

  /// Nil at the end, and at a NUL byte.
  private mutating func nextWord() -> Word? {
    let base = bytes.base
    while cursor < bytes.count && base[cursor] <= 0x20 && base[cursor] != 0 {
      if base[cursor] == 0x0A {
        line += 1
        lineStart = cursor + 1
      }
      cursor += 1
    }
    guard cursor < bytes.count && base[cursor] != 0 else { return nil }
    let start = cursor
    while base[cursor] > 0x20 { cursor += 1 }
    let text = String(decoding: UnsafeBufferPointer(start: base + start, count: cursor - start), as: UTF8.self)
    return Word(text: text, place: "\(name):\(line):\(start - lineStart + 1)")
  }
}

extension PackedFileFault {
  /// The fault and its hint in one line.
  var message: String { hint.map { "\(rule); \($0)" } ?? rule }
}
