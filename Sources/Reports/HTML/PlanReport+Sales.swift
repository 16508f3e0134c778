import FileFormats
import Logistics
import Verification

// Who sold what: channels, partners, and the customers that several of them claim.
extension PlanReport {
  func writeSales(_ html: inout HTMLWriter) {
    guard !instance.sales.isEmpty else { return }
    HTMLReport.section(&html, "Channels and partners", isLong: true) { html in
      let channels = SellerSummary.channels(plan)
      if !channels.isEmpty { writeSellers(&html, "Channel", channels, isPartner: false) }
      let partners = SellerSummary.partners(plan)
      if !partners.isEmpty { writeSellers(&html, "Partner", partners, isPartner: true) }
      writeConflicts(&html)
    }
  }

  /// Whether anything is known of what was sold so far.
  private var hasGrowth: Bool { !instance.sales.before.partners.isEmpty || !instance.sales.before.channels.isEmpty }

  private var hasStock: Bool { instance.supplies.rows.contains(where: \.isStock) }

  private func writeSellers(_ html: inout HTMLWriter, _ title: String, _ sellers: [SellerSummary], isPartner: Bool) {
    var table = ReportTable([
      .text(title), .number("Fill rate of its customers"), .number("Sold"), .number("Share"), .number("Sales"),
      .number("Our revenue"), .number("Commissions and selling"), .number(isPartner ? "Margin" : "Left to us"),
    ] + (hasGrowth ? [.number("Growth")] : []) + (hasStock ? [.number("Inventory turns")] : []) + [.text("Targets")])
    for seller in sellers {
      let margin = (isPartner ? seller.sales.margin : seller.sales.ownShare).map { numbers.percent($0) } ?? "–"
      let growth = hasGrowth ? [ReportTable.Cell.number(seller.growth.map { numbers.percent($0) } ?? "–")] : []
      let turns = hasStock ? [ReportTable.Cell.number(seller.turns.map { numbers.quantity($0) } ?? "–")] : []
      table.rows.append([
        .text(seller.name), .number(seller.customers == 0 ? "–" : numbers.percent(seller.fillRate)),
        .number(numbers.quantity(seller.sales.units)), .number(numbers.percent(seller.share)),
        .number(numbers.money(seller.sales.value)), .number(numbers.money(seller.sales.revenue)),
        .number(numbers.money(seller.sales.fees)), .number(margin),
      ] + growth + turns + [.prose(targets(seller))])
    }
    table.write(&html)
  }

  private func targets(_ seller: SellerSummary) -> String {
    seller.targets.map { target in
      func words(_ value: Rational) -> String {
        switch target.unit {
        case .percent: numbers.percent(value)
        case .money: numbers.money(value)
        case .units: numbers.quantity(value)
        }
      }
      return "`\(target.name)` \(words(target.value)): \(words(target.reached)), \(target.isMet ? "met" : "missed")"
    }.joined(separator: "; ")
  }

  private func writeConflicts(_ html: inout HTMLWriter) {
    let conflicts = SaleConflict.all(plan)
    guard !conflicts.isEmpty else { return }
    html.element("h3", [:], "Claimed by several")
    var table = ReportTable([
      .text("Customer"), .text("Product"), .text("Claims, with what each would lose"), .text("Cheapest for us"),
    ])
    for conflict in conflicts.prefix(PlanReport.mostRows) {
      let row = instance[conflict.row]
      let claims = conflict.claims.map { "\(words($0.seller)): \(numbers.money($0.stake))" }
      table.rows.append([
        .text(instance[row.customer].name), .text(instance[row.product].name), .text(claims.joined(separator: "; ")),
        .text(words(conflict.claims[conflict.cheapest].seller)),
      ])
    }
    table.write(&html)
    let more = conflicts.count - table.rows.count
    guard more > 0 else { return }
    html.element("p", ["class": "soft"]) { $0.prose("\(numbers.count(more)) more stand in `channel_conflicts.csv`.") }
  }

  private func words(_ seller: Seller) -> String {
    let channel = seller.channel.map { instance[$0].name }
    guard let partner = seller.partner else { return channel.map { "direct, \($0)" } ?? "direct" }
    return channel.map { "\(instance[partner].name), \($0)" } ?? instance[partner].name
  }
}
