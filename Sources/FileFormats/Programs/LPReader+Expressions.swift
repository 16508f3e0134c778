extension LPReader {
  mutating func readObjective() {
    skipLabel()
    model.startExpression()
    if !readExpression() { skipToSection() }
    model.finishObjective()
  }

  private mutating func skipLabel() {
    if token.kind == .name && following.kind == .colon {
      advance()
      advance()
    }
  }

  /// The rows of `Subject To`.
  mutating func readRows() {
    while token.kind != .end && peekSection() == nil && !log.isFull {
      let before = token.range.start
      readRow()
      // Whatever was wrong, every round takes a word.
      if token.range.start == before && token.kind != .end { advance() }
    }
  }

  private mutating func readRow() {
    let label = takeRowLabel()
    let start = token.range
    var left: (value: Double, sense: LPToken.Kind)?
    if let number = peekSignedNumber(), number.next.isSense {
      left = (number.value, number.next.kind)
      for _ in 0..<number.words + 1 { advance() }
    }
    model.startExpression()
    guard readExpression() else { return skipToRowEnd() }
    guard token.isSense else {
      // `5 >= x + y` is a row too.
      if let left { return close(label, start, mirrored(left.sense), left.value) }
      log.fault(token.range, "a sense was expected: `<=`, `>=` or `=`", hint: "the row lacks its right side")
      return skipToRowEnd()
    }
    let sense = token.kind
    advance()
    guard let right = takeRightSide() else { return skipToRowEnd() }
    if let left {
      closeRange(label, start, left, sense, right)
    } else {
      close(label, start, sense, right)
    }
  }

  private mutating func takeRowLabel() -> ByteRange? {
    guard following.kind == .colon else { return nil }
    let label = token
    advance()
    advance()
    guard label.kind == .name else {
      log.fault(label.range, "this cannot be the name of a row")
      return nil
    }
    guard label.range.count <= NameTable.longest else {
      log.fault(label.range, "a name is at most \(NameTable.longest) bytes long")
      return nil
    }
    if !model.declareRow(label.range) { log.fault(label.range, "two rows have this name") }
    return label.range
  }

  /// A number, or ±infinity, with its signs, and the word behind it; nil where something else stands here. Looks at the
  /// three words that are known, so that it sees one sign.
  func peekSignedNumber() -> (value: Double, words: Int, next: LPToken)? {
    if let value = number(token) { return (value, 1, following) }
    if token.kind == .plus || token.kind == .minus, let value = number(following) {
      return (token.kind == .minus ? -value : value, 2, afterNext)
    }
    return nil
  }

  /// The value of a number or of a word for infinity.
  func number(_ word: LPToken) -> Double? {
    if word.kind == .number { return word.value }
    return word.kind == .name ? text.infinity(word.range) : nil
  }

  private mutating func takeRightSide() -> Double? {
    var isNegative = false
    while token.kind == .plus || token.kind == .minus {
      if token.kind == .minus { isNegative.toggle() }
      advance()
    }
    guard let value = number(token) else {
      let hint = token.kind == .name ? "variables stand on the left" : nil
      log.fault(token.range, "a number was expected on the right", hint: hint)
      return nil
    }
    advance()
    return isNegative ? -value : value
  }

  private mutating func close(_ label: ByteRange?, _ start: ByteRange, _ sense: LPToken.Kind, _ right: Double) {
    switch sense {
    case .lessOrEqual: closeRow(label, start, lower: -.infinity, upper: right)
    case .greaterOrEqual: closeRow(label, start, lower: right, upper: .infinity)
    default: closeRow(label, start, lower: right, upper: right)
    }
  }

  private mutating func closeRange(
    _ label: ByteRange?, _ start: ByteRange, _ left: (value: Double, sense: LPToken.Kind), _ sense: LPToken.Kind,
    _ right: Double
  ) {
    if left.sense == .lessOrEqual && sense == .lessOrEqual {
      closeRow(label, start, lower: left.value, upper: right)
    } else if left.sense == .greaterOrEqual && sense == .greaterOrEqual {
      closeRow(label, start, lower: right, upper: left.value)
    } else {
      log.fault(start, "a row with two senses is `l <= expression <= u` or `u >= expression >= l`")
    }
  }

  private mutating func closeRow(_ label: ByteRange?, _ start: ByteRange, lower: Double, upper: Double) {
    guard model.constant.isFinite else {
      return log.fault(label ?? start, "the sum of the row's constants is too large")
    }
    let limits = (lower: widened(lower - model.constant), upper: widened(upper - model.constant))
    if limits.lower == .infinity || limits.upper == -.infinity {
      log.fault(label ?? start, "an infinite right side that no value can satisfy")
    }
    model.closeRow(label, lower: limits.lower, upper: limits.upper)
  }

  /// After a fault: on to the next row, which a label or a new line announces, or to the next section.
  private mutating func skipToRowEnd() {
    while token.kind != .end && following.kind != .colon && peekSection() == nil { advance() }
  }
}

// MARK: Terms

extension LPReader {
  /// Reads terms into the model's open expression up to something that is none; false after a fault.
  private mutating func readExpression() -> Bool {
    var isFirst = true
    while true {
      guard let sign = takeSigns() else {
        // Without a sign a term can only stand first; an objective ends where a section begins.
        guard isFirst, token.kind == .number || token.kind == .name else {
          return checkExpressionEnd()
        }
        if peekSection() != nil { return true }
        isFirst = false
        if !readTerm(sign: 1) { return false }
        continue
      }
      isFirst = false
      if !readTerm(sign: sign) { return false }
    }
  }

  private mutating func checkExpressionEnd() -> Bool {
    switch token.kind {
    case .open, .unknown: return refusePart()
    case .arrow:
      log.fault(token.range, "indicator constraints are not supported")
      return false
    case .name, .number:
      // A label or a new line may begin the next row: whether this one was complete, the caller knows.
      if following.kind == .colon || token.isFirst { return true }
      log.fault(token.range, "`+`, `-` or a sense was expected")
      return false
    default:
      return true
    }
  }

  private mutating func refusePart() -> Bool {
    if token.kind == .open {
      log.fault(token.range, "quadratic parts are not supported")
      while token.kind != .close && token.kind != .end && peekSection() == nil { advance() }
      if token.kind == .close { advance() }
      return false
    }
    log.fault(
      token.range, "this operator has no place in a linear expression",
      hint: "a coefficient stands before its variable with a blank between them")
    return false
  }

  private mutating func takeSigns() -> Double? {
    guard token.kind == .plus || token.kind == .minus else { return nil }
    var sign = 1.0
    while token.kind == .plus || token.kind == .minus {
      if token.kind == .minus { sign = -sign }
      advance()
    }
    return sign
  }

  /// `number`, `name` or `number name`, after its sign.
  private mutating func readTerm(sign: Double) -> Bool {
    var coefficient = sign
    if let value = number(token) {
      guard value.isFinite else {
        log.fault(token.range, "a coefficient is finite")
        return false
      }
      coefficient = sign * value
      let isLastOfRow = following.kind != .name || section(from: following, afterNext) != nil
      advance()
      if isLastOfRow || number(token) != nil {
        model.constant += coefficient
        return true
      }
    }
    guard token.kind == .name else {
      if token.kind == .open || token.kind == .unknown { return refusePart() }
      log.fault(token.range, "a variable or a number was expected")
      return false
    }
    guard token.range.count <= NameTable.longest else {
      log.fault(token.range, "a name is at most \(NameTable.longest) bytes long")
      return false
    }
    model.addTerm(token.range, coefficient)
    advance()
    return true
  }
}
