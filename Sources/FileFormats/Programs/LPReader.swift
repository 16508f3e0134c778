import MathProgram

/// Reads the LP format of CPLEX, as it is in common use.
///
/// Conventions where solvers differ:
/// - Columns come in the order in which the file first names them; bounds and types may name new ones.
/// - A variable that stands twice in a row has the sum of its coefficients; zero sums are left out.
/// - A constant on the left of a row moves to the right.
/// - A row may be `l <= expression <= u`.
/// - Bounds mean what they say: `x <= -5` leaves the lower bound 0, and the program is infeasible (noted).
/// - `Binary` is [0, 1] cut down by what `Bounds` says, whichever comes first.
/// - Words open a section only at the start of a line and without a colon behind them.
/// - `inf` and `infinity` are numbers.
/// - Limits of 1e20 and more are infinite.
struct LPReader {
  enum Section {
    case subjectTo, bounds, general, binary, end
    case refused(String)
  }

  let text: ProgramText
  let log: FaultLog
  private var lexer: LPLexer
  /// The word to be read, and the two behind it.
  private(set) var token: LPToken
  private(set) var following: LPToken
  private(set) var afterNext: LPToken
  var model: LPModel
  private var hasRows = false

  /// The program in `bytes`; worthless where `log` holds faults afterwards.
  static func read(_ bytes: FileBytes, log: FaultLog) -> LinearProgram {
    var reader = LPReader(bytes, log)
    reader.readSections()
    guard log.isEmpty else { return LinearProgram() }
    return reader.model.program(reader.text, log, name: reader.problemName())
  }

  private init(_ bytes: FileBytes, _ log: FaultLog) {
    text = ProgramText(bytes)
    self.log = log
    lexer = LPLexer(bytes)
    token = LPReader.nextWord(&lexer, log)
    following = LPReader.nextWord(&lexer, log)
    afterNext = LPReader.nextWord(&lexer, log)
    model = LPModel(bytes)
  }

  /// The next word; a number that is too large or too long is a fault, and 0 from there on.
  private static func nextWord(_ lexer: inout LPLexer, _ log: FaultLog) -> LPToken {
    var word = lexer.next()
    guard word.kind == .number, !word.value.isFinite else { return word }
    log.fault(
      word.range, word.value.isNaN ? "the number is too long" : "the number is too large",
      hint: "numbers are below 1.8e308 and have at most \(DecimalScanner.longest) characters")
    word.value = 0
    return word
  }

  mutating func advance() {
    token = following
    following = afterNext
    afterNext = LPReader.nextWord(&lexer, log)
  }

  private mutating func readSections() {
    readObjectiveSense()
    readObjective()
    var isEnded = false
    while token.kind != .end && !log.isFull {
      guard let section = takeSection() else {
        log.fault(token.range, "a section was expected: `Subject To`, `Bounds`, `Generals`, `Binaries` or `End`")
        skipToSection()
        continue
      }
      switch section {
      case .subjectTo:
        hasRows = true
        readRows()
      case .bounds: readBounds()
      case .general: readTypes { $0.setInteger($1) }
      case .binary: readTypes { $0.setBinary($1) }
      case .refused(let what):
        if token.kind != .end && peekSection() == nil { log.fault(token.range, "\(what) are not supported") }
        skipToSection()
      case .end:
        isEnded = true
        if token.kind != .end { log.note(token.range, "what follows `End` is left out") }
      }
      if isEnded { return }
    }
  }

  mutating func skipToSection() {
    while token.kind != .end && peekSection() == nil { advance() }
  }

  /// CPLEX writes the name in a comment.
  private func problemName() -> String {
    for comment in lexer.comments {
      guard let words = text.string(comment)?.drop(while: { $0 == " " || $0 == "*" }) else { continue }
      for prefix in ["Problem name: ", "Problem: "] where words.hasPrefix(prefix) {
        let name = words.dropFirst(prefix.count).prefix { $0 != "\r" }
        return text.hasEncodedNames ? NameEncoding.decode(String(name)) : String(name)
      }
    }
    return ""
  }
}

// MARK: Section words

extension LPReader {
  private static let single: [String: Section] = [
    "st": .subjectTo, "st.": .subjectTo, "s.t.": .subjectTo, "s.t": .subjectTo, "bound": .bounds, "bounds": .bounds,
    "general": .general, "generals": .general, "gen": .general, "integer": .general, "integers": .general,
    "int": .general, "binary": .binary, "binaries": .binary, "bin": .binary, "end": .end,
    "semi": .refused("semi-continuous variables"), "semis": .refused("semi-continuous variables"),
    "sos": .refused("special ordered sets"), "sos1": .refused("special ordered sets"),
    "sos2": .refused("special ordered sets"), "pwlobj": .refused("piecewise objectives"),
  ]

  private static let double: [String: Section] = [
    "subject to": .subjectTo, "such that": .subjectTo, "lazy constraints": .refused("lazy constraints"),
    "user cuts": .refused("user cuts"), "general constraints": .refused("general constraints"),
  ]

  /// The section that begins here and how many words name it; nil where none begins.
  func peekSection() -> (section: Section, words: Int)? { section(from: token, following) }

  /// The section that `first` and `second` begin.
  func section(from first: LPToken, _ second: LPToken) -> (section: Section, words: Int)? {
    guard first.isFirst, first.kind == .name, second.kind != .colon, first.range.count <= 12 else { return nil }
    let word = (text.string(first.range) ?? "").lowercased()
    if second.kind == .name && !second.isFirst && second.range.count <= 12 {
      let pair = word + " " + (text.string(second.range) ?? "").lowercased()
      if let section = LPReader.double[pair] { return (section, 2) }
    }
    let isHyphened = second.kind == .minus && second.range.start == first.range.end
    if word == "semi" && isHyphened { return (.refused("semi-continuous variables"), 3) }
    if case .subjectTo? = LPReader.single[word], !hasRows { return (.subjectTo, 1) }
    // A word that a sense or sign follows on its line is a variable that happens to be called so.
    if !second.isFirst && (second.isSense || second.kind == .plus || second.kind == .minus) { return nil }
    return LPReader.single[word].map { ($0, 1) }
  }

  private mutating func takeSection() -> Section? {
    guard let found = peekSection() else { return nil }
    for _ in 0..<found.words { advance() }
    return found.section
  }

  private mutating func readObjectiveSense() {
    let minimum: [StaticString] = ["minimize", "minimise", "minimum", "min"]
    let maximum: [StaticString] = ["maximize", "maximise", "maximum", "max"]
    if minimum.contains(where: { text.matches(token.range, $0) }) {
      advance()
    } else if maximum.contains(where: { text.matches(token.range, $0) }) {
      model.direction = .maximize
      advance()
    } else {
      log.fault(token.range, "an LP file begins with `Minimize` or `Maximize`")
    }
    if token.kind == .name && text.matches(token.range, "multi") && following.kind == .minus {
      log.fault(token.range, "several objectives are not supported")
    }
  }
}
