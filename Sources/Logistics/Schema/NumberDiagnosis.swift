/// Says what a text that is not a number was probably meant to be.
struct NumberDiagnosis {
  private let text: String
  private let reason: NumberFault
  private let column: String

  init(_ text: String, _ reason: NumberFault, column: String) {
    self.text = text
    self.reason = reason
    self.column = column
  }

  private var shown: String { Fault.quoted(text) }

  var fault: CellFault {
    switch reason {
    case .divisionByZero: CellFault(.divisionByZero, "\(shown) divides by zero")
    case .tooPrecise:
      CellFault(
        .numberTooPrecise, "\(shown) has more than 18 significant digits or 9 decimals",
        hint: "round it, or write a fraction such as `6739.725/146`")
    case .outOfRange: tooLarge
    case .notANumber: notANumber
    }
  }

  private var tooLarge: CellFault {
    let digits = text.lowercased().prefix { $0 != "e" }.filter { $0.isASCII && $0.isNumber }
    var significant = digits.drop { $0 == "0" }
    while significant.last == "0" { significant = significant.dropLast() }
    let maxima = ["1", "17976931348623157", "179769", "340282", "9223372036854775807", "18446744073709551615"]
    let isStandIn = significant.allSatisfy { $0 == "9" } || maxima.contains(String(significant))
    if isStandIn || significant.starts(with: "1797693") || significant.starts(with: "3402823") {
      return CellFault(
        .standInNumber, "\(shown) stands in for no limit",
        hint: "leave the cell blank where there is no limit, or write `none` to switch an inherited one off")
    }
    return CellFault(.numberTooLarge, "\(shown) is larger than 10^12", hint: "choose a larger unit in the header")
  }

  private var notANumber: CellFault {
    let body = unsigned(text)
    if NumberDiagnosis.infinities.contains(body.lowercased()) {
      return CellFault(
        .infiniteNumber, "\(shown) is not a number of an instance",
        hint: "leave the cell blank where nothing is known or there is no limit")
    }
    if text.contains("%") {
      return CellFault(.percentSign, "\(shown) has a percent sign", hint: suggestion(text.filter { $0 != "%" }))
    }
    if let (number, word) = splitWord {
      let isCurrency =
        word.unicodeScalars.contains { $0.properties.generalCategory == .currencySymbol }
        || NumberDiagnosis.currencies.contains(word.uppercased())
      return isCurrency
        ? CellFault(.currencySign, "\(shown) names a currency", hint: suggestion(number))
        : CellFault(
          .unitInCell, "\(shown) holds a unit",
          hint: "write the unit into the header: `\(column) [\(word)]`")
    }
    return punctuation
  }

  private var punctuation: CellFault {
    if let plain = ungrouped(unsigned(text)) {
      return CellFault(
        .thousandsSeparator, "\(shown) has thousands separators", hint: suggestion(sign + plain))
    }
    let commas = text.filter { $0 == "," }.count
    if commas == 1, isNumber(text.replacing(",", with: ".")) {
      return CellFault(
        .decimalComma, "\(shown) has a decimal comma", hint: suggestion(text.replacing(",", with: ".")))
    }
    let isPlaceholder = NumberDiagnosis.placeholders.contains(text.lowercased())
    return CellFault(
      .notANumber, "\(shown) is not a number",
      hint: isPlaceholder
        ? "leave the cell blank where nothing is known"
        : "numbers are written as `12`, `-0.5`, `1e-3` or `6739.725/146`")
  }

  // MARK: Parts

  private static let infinities: Set<String> = [
    "inf", "infinity", "infinite", "∞", "nan", "1.#inf", "1.#qnan", "1.#ind", "nan(ind)", "nan(snan)",
  ]
  private static let placeholders: Set<String> = [
    "-", "--", "–", "—", "?", ".", "n/a", "na", "#n/a", "null", "nil", "tbd", "unlimited", "unknown", "#value!",
    "#ref!",
    "#div/0!", "x",
  ]
  private static let currencies: Set<String> = [
    "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "NZD", "INR",
    "BRL", "MXN", "KRW", "SGD", "HKD", "TRY", "ZAR", "EURO", "EUROS", "DOLLAR", "DOLLARS",
  ]

  private var sign: String { text.hasPrefix("-") ? "-" : "" }

  private func unsigned(_ text: String) -> String {
    text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  private func isNumber(_ text: String) -> Bool {
    do throws(NumberFault) {
      _ = try NumberText.rational(Array(text.utf8))
      return true
    } catch { return error != .notANumber }
  }

  private func suggestion(_ text: String) -> String? {
    let trimmed = String(text.filter { !$0.isWhitespace })
    let plain = ungrouped(unsigned(trimmed)).map { (trimmed.hasPrefix("-") ? "-" : "") + $0 } ?? trimmed
    return isNumber(plain) ? "write `\(plain)`" : nil
  }

  /// A number and a word before or behind it: `12 kg`, `€5`.
  private var splitWord: (number: String, word: String)? {
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isCurrencySymbol || character == "/" || character == "."
    }
    let behind = String(text.reversed().prefix(while: isPart).reversed())
    let front = String(text.prefix(while: isPart))
    for (word, rest) in [(behind, text.dropLast(behind.count)), (front, text.dropFirst(front.count))] {
      let number = String(rest.filter { !$0.isWhitespace })
      let hasLetter = word.contains { $0.isLetter || $0.isCurrencySymbol }
      guard hasLetter, word.count <= 12, number.contains(where: \.isNumber) else { continue }
      if isNumber(number) || ungrouped(unsigned(number)) != nil { return (number, word) }
    }
    return nil
  }

  /// `1,000.5`, `1 000`, `1'000`, `1.000.000,5` without what groups their digits; nil where nothing does.
  private func ungrouped(_ body: String) -> String? {
    for (mark, point) in [
      (",", "."), (".", ","), (" ", "."), ("'", "."), ("’", "."), ("_", "."), ("\u{a0}", "."), ("\u{202f}", "."),
    ]
      as [(Character, Character)]
    {
      let halves = body.split(separator: point, omittingEmptySubsequences: false)
      guard let whole = halves.first, halves.count <= 2 else { continue }
      let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
      let digits = groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
      guard groups.count > 1, digits, (1...3).contains(groups[0].count) else { continue }
      guard groups.dropFirst().allSatisfy({ $0.count == 3 }) else { continue }
      // One point and three digits behind it are a plain decimal, not a group.
      if mark == "." && groups.count == 2 && halves.count == 1 { continue }
      let plain = groups.joined() + (halves.count == 2 ? ".\(halves[1])" : "")
      if isNumber(plain) { return plain }
    }
    return nil
  }
}
