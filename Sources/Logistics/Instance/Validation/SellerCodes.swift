/// Numbers the pairs of channel and partner that lane rows name, so that they are one part of a lane's key.
final class SellerCodes {
  private let freezer: Freezer
  private let channels, partners: ColumnView
  private var codes: [Seller: Int32] = [:]
  private var sellers: [Seller] = []

  init(_ freezer: Freezer, _ table: TableView) {
    self.freezer = freezer
    channels = table.column("channel")
    partners = table.column("partner")
  }

  func code(_ row: Int) -> KeyValue {
    guard !channels[row].isBlank || !partners[row].isBlank else { return .blank }
    let seller = Seller(
      channel: freezer.single(channels, row, .channel).map(ChannelID.init(rawValue:)),
      partner: freezer.single(partners, row, .partner).map(PartnerID.init(rawValue:)))
    if let vanished = vanished(row) { return .vanished(vanished) }
    guard seller != Seller() else { return .blank }
    if let known = codes[seller] { return .one(known) }
    let code = Int32(truncatingIfNeeded: sellers.count)
    codes[seller] = code
    sellers.append(seller)
    return .one(code)
  }

  /// The name of an excluded channel or partner.
  private func vanished(_ row: Int) -> String? {
    for (column, kind) in [(channels, NameKind.channel), (partners, .partner)] {
      if case .text(let text) = column[row], freezer.names(kind).id(text) == NameTable.excluded {
        return freezer.draft.text(text)
      }
    }
    return nil
  }

  /// nil for the code of a blank.
  func seller(_ code: Int32) -> Seller? { code >= 0 ? sellers[Int(code)] : nil }
}

extension Freezer {
  /// The member that a cell names; nil where it is blank or excluded, and where it names none or several, which is reported.
  func single(_ column: ColumnView, _ row: Int, _ kind: NameKind) -> Int32? {
    guard case .text(let text) = column[row] else { return nil }
    switch scope(kind).resolve(text) {
    case .one(let member): return member
    case .faulty(let fault): log.error(column.mark(row), fault.rule, fault.message, hint: fault.hint)
    case .vanished, .blank: break
    case .each, .together:
      log.error(column.mark(row), .singleNameWanted, "`\(column.name)` names one \(kind.rawValue), not a group")
    }
    return nil
  }
}
