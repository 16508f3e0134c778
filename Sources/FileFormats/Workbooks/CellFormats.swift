/// What the formats of a workbook's cells make of a number.
struct CellFormats {
  enum Kind: Sendable { case number, date, percent }

  /// By the index that a cell gives.
  private var kinds: [Kind] = []

  init() {}

  /// Reads `styles.xml`.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLScanner.Damage) {
    var scanner = XMLScanner(bytes)
    var codes: [Int: Kind] = [:]
    var isInFormats = false
    while true {
      switch try scanner.next() {
      case .finished: return
      case .text: continue
      case .end: if scanner.isTag("cellXfs") { isInFormats = false }
      case .start:
        if scanner.isTag("cellXfs") { isInFormats = true }
        if scanner.isTag("numFmt"), let id = scanner.string("numFmtId").flatMap({ Int($0) }) {
          codes[id] = CellFormats.kind(scanner.string("formatCode") ?? "")
        }
        if isInFormats, scanner.isTag("xf") {
          let id = scanner.string("numFmtId").flatMap { Int($0) } ?? 0
          kinds.append(codes[id] ?? CellFormats.builtIn(id))
        }
      }
    }
  }

  subscript(index: Int?) -> Kind {
    guard let index, kinds.indices.contains(index) else { return .number }
    return kinds[index]
  }

  /// Formats that need no code (ECMA-376, part 1, 18.8.30).
  private static func builtIn(_ id: Int) -> Kind {
    switch id {
    case 9, 10: .percent
    case 14...22, 27...36, 45...47, 50...58: .date
    default: .number
    }
  }

  /// From the code's first section, text in it aside.
  private static func kind(_ code: String) -> Kind {
    var (isQuoted, isBracketed, isEscaped) = (false, false, false)
    for character in code.unicodeScalars {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\"" where !isBracketed: isQuoted.toggle()
      case _ where isQuoted: continue
      case "[": isBracketed = true
      case "]": isBracketed = false
      case _ where isBracketed: continue
      case "\\", "_", "*": isEscaped = true
      case ";": return .number
      case "%": return .percent
      case "d", "D", "m", "M", "y", "Y", "h", "H", "s", "S": return .date
      // `General` has none of them, and `E` in `0.00E+00` is an exponent.
      default: continue
      }
    }
    return .number
  }
}
