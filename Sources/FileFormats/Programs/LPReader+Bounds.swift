extension LPReader {
  /// The statements of `Bounds`.
  mutating func readBounds() {
    while token.kind != .end && peekSection() == nil && !log.isFull {
      let before = token.range.start
      if !readBound() { skipLine() }
      if token.range.start == before && token.kind != .end { advance() }
    }
  }

  private mutating func skipLine() {
    repeat { advance() } while token.kind != .end && !token.isFirst
  }

  /// `l <= x <= u`, `x <= u`, `x = v`, `x free` and what mirrors them; false after a fault.
  private mutating func readBound() -> Bool {
    if let left = peekSignedNumber() {
      guard left.next.isSense else { return expected("a sense", left.next) }
      for _ in 0..<left.words + 1 { advance() }
      guard let column = takeColumn() else { return false }
      guard set(column, mirrored(left.next.kind), left.value, left.next.range) else { return false }
      return token.isSense ? readRightBound(column) : true
    }
    guard let column = takeColumn() else { return false }
    if token.kind == .name && text.matches(token.range, "free") {
      advance()
      model.setLower(column, -.infinity)
      model.setUpper(column, .infinity)
      return true
    }
    guard token.isSense else { return expected("a sense or `free`", token) }
    return readRightBound(column)
  }

  private mutating func readRightBound(_ column: Int) -> Bool {
    let sense = token
    advance()
    guard let right = peekSignedNumber() else { return expected("a number", token) }
    for _ in 0..<right.words { advance() }
    return set(column, sense.kind, right.value, sense.range)
  }

  private func expected(_ what: String, _ word: LPToken) -> Bool {
    log.fault(word.range, "\(what) was expected in a bound")
    return false
  }

  private mutating func takeColumn() -> Int? {
    guard token.kind == .name, number(token) == nil, token.range.count <= NameTable.longest else {
      log.fault(token.range, "the name of a variable was expected")
      return nil
    }
    defer { advance() }
    return model.column(token.range)
  }

  func mirrored(_ sense: LPToken.Kind) -> LPToken.Kind {
    switch sense {
    case .lessOrEqual: .greaterOrEqual
    case .greaterOrEqual: .lessOrEqual
    default: sense
    }
  }

  /// Sets what `column sense value` says.
  private mutating func set(_ column: Int, _ sense: LPToken.Kind, _ value: Double, _ place: ByteRange) -> Bool {
    let value = widened(value)
    let isLower = sense != .lessOrEqual
    let isUpper = sense != .greaterOrEqual
    if (isLower && value == .infinity) || (isUpper && value == -.infinity) {
      log.fault(place, "an infinite bound that no value can satisfy")
      return true
    }
    if isLower { model.setLower(column, value) }
    if isUpper { model.setUpper(column, value) }
    return true
  }

  /// The names of `Generals` or `Binaries`.
  mutating func readTypes(_ apply: (inout LPModel, Int) -> Void) {
    while token.kind != .end && peekSection() == nil && !log.isFull {
      if let column = takeColumn() {
        apply(&model, column)
      } else {
        advance()
      }
    }
  }
}
