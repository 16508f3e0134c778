import FileFormats
import Logistics
import Verification

// Who gets what of scarce goods, and by which rule.
extension PlanReport {
  func writeSharing(_ html: inout HTMLWriter) {
    let shares = instance.allocation.shares.filter { $0.kind != .inRatio && isShort($0.members.flatMap(\.rows)) }
    let rules = instance.allocation.rules.filter { rule in
      rule.kind != .objective && isShort(rule.kind == .priority ? rule.classes.flatMap { $0 } : rule.members.flatMap(\.rows))
    }
    guard !shares.isEmpty || !rules.isEmpty else { return }
    HTMLReport.section(&html, "How scarce goods are shared", isLong: true) { html in
      for share in shares { write(&html, share) }
      for rule in rules { write(&html, rule) }
      html.element("p", ["class": "soft"]) {
        $0.prose("What the other rules would give whom, and what fairness costs, says `lanewise compare --allocation`.")
      }
    }
  }

  private func asked(_ rows: [DemandID]) -> Rational { rows.reduce(.zero) { $0 + instance[$1].quantity } }

  private func served(_ rows: [DemandID]) -> Rational {
    rows.reduce(.zero) { $0 + instance.settings.resolution.rational(facts.served[$1.index]) }
  }

  private func isShort(_ rows: [DemandID]) -> Bool { served(rows) < asked(rows) }

  private func customers(of rows: [DemandID]) -> String {
    var names: [String] = []
    for row in rows where names.last != instance[instance[row].customer].name { names.append(instance[instance[row].customer].name) }
    return names.joined(separator: ", ")
  }

  // MARK: Equal parts

  private func write(_ html: inout HTMLWriter, _ share: EqualShare) {
    let rows = share.members.flatMap(\.rows)
    let (asked, served) = (asked(rows), served(rows))
    let products = Set(rows.map { instance[$0].product }).sorted().map { "`\(instance[$0].name)`" }.joined(separator: ", ")
    html.element("h3", [:], share.kind == .proportional ? "The same part of what each asks for" : "The same part of what is left")
    html.element("p") { html in
      html.prose(
        "By `\(share.kind.rawValue)` for \(share.name) (\(instance.place(share.mark))): of \(products) "
          + "\(numbers.quantityWithUnit(asked)) are asked for and \(numbers.quantity(served)) served, "
          + "\(numbers.percent(percent(served, of: asked))). \(rateWords(share))")
    }
    var table = ReportTable([
      .text("Customer"), .number("Asked"), .number("Must have"), .number("Gets"), .number("Part"), .text(""),
    ])
    for member in share.members.prefix(PlanReport.mostRows) {
      table.rows.append(shareRow(customers(of: member.rows), member.rows, must: max(member.floor, member.base)))
    }
    table.write(&html)
  }

  /// The part that all have, and why some have more.
  private func rateWords(_ share: EqualShare) -> String {
    let free = share.members.filter { $0.floor.isZero || served($0.rows) > $0.floor }
    let rates = free.compactMap { ((served($0.rows) - $0.base) * Rational(100)).divided(by: $0.span) }
    guard let least = rates.min(), let most = rates.max() else { return "Everybody has what it must have." }
    let what = share.kind == .proportional ? "what it asks for" : "what is left after what all must have"
    let common = least == most
      ? "Everybody gets \(numbers.percent(least)) of \(what)"
      : "Everybody gets \(numbers.percent(least)) to \(numbers.percent(most)) of \(what), as near to one part as multiples allow"
    let excused = share.members.count - free.count
    return common + (excused == 0 ? "." : ", but for \(numbers.count(excused)) that must have more.")
  }

  private func percent(_ part: Rational, of whole: Rational) -> Rational {
    (part * Rational(100)).divided(by: whole) ?? Rational(100)
  }

  private func shareRow(_ name: String, _ rows: [DemandID], must: Rational) -> [ReportTable.Cell] {
    let (asked, served) = (asked(rows), served(rows))
    let kind: ReportTable.BarKind = served >= asked ? .full : served.isPositive ? .short : .none
    return [
      .text(name), .number(numbers.quantity(asked)), .number(must.isPositive ? numbers.quantity(must) : "–"),
      .number(numbers.quantity(served)), .number(numbers.percent(percent(served, of: asked))),
      .bar((served.divided(by: asked) ?? .one).approximate, kind),
    ]
  }

  // MARK: Rules with stages

  private func write(_ html: inout HTMLWriter, _ rule: AllocationRule) {
    let isPriority = rule.kind == .priority
    html.element("h3", [:], isPriority ? "One class after the other" : "The least first")
    html.element("p") { html in
      html.prose("By `\(rule.kind.rawValue)` for `\(rule.name)` (\(instance.place(rule.mark))): \(words(rule.kind)).")
    }
    var table = ReportTable([
      .text(isPriority ? "Class" : "Who"), .number("Asked"), .number("Must have"), .number("Gets"), .number("Part"), .text(""),
    ])
    if isPriority {
      for (index, rows) in rule.classes.enumerated() { table.rows.append(shareRow("\(index + 1)", rows, must: .zero)) }
    } else {
      for member in rule.members.prefix(PlanReport.mostRows) {
        table.rows.append(shareRow(member.name, member.rows, must: .zero))
      }
    }
    table.write(&html)
  }

  private func words(_ kind: AllocationRule.Kind) -> String {
    switch kind {
    case .priority: "each class gets as much as it could if the later ones did not exist"
    case .maxMin: "nobody's part can rise without lowering one that is already at or below it"
    case .quota: "the same of what each gets for its quota; what one cannot use is shared by the quotas of the others"
    case .objective: "the least part is as large as can be"
    }
  }
}
