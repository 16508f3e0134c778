import FileFormats
import Logistics
import Verification

/// Numbers as people read them: rounded, in groups of three, with their unit.
struct ReportNumbers {
  let settings: Settings

  init(_ instance: Instance) { settings = instance.settings }

  /// Rounded half up to the currency's decimals, without the currency.
  func money(_ amount: Money) -> String { money(amount.rational) }

  func money(_ amount: Rational) -> String {
    ReportNumbers.grouped(ReportNumbers.rounded(amount, decimals: settings.currencyDecimals), keepZeros: true)
  }

  /// Without decimals where there are six digits before them: the exact amount stands in a table.
  func headline(_ amount: Money) -> String {
    guard amount.rational.magnitude >= Rational(100_000) else { return money(amount) }
    return ReportNumbers.grouped(ReportNumbers.rounded(amount.rational, decimals: 0), keepZeros: true)
  }

  /// With its sign, `+` too; what is nothing is a dash.
  func change(_ amount: Money) -> String {
    if amount == .zero { return "–" }
    let text = money(amount)
    return amount.grains > 0 ? "+\(text)" : text
  }

  func moneyWithCurrency(_ amount: Rational) -> String { joined(money(amount), settings.currency) }

  /// At most the resolution's decimals.
  func quantity(_ units: Rational) -> String {
    ReportNumbers.grouped(ReportNumbers.rounded(units, decimals: settings.resolution.decimals), keepZeros: false)
  }

  func quantityWithUnit(_ units: Rational) -> String { joined(quantity(units), settings.quantityUnit) }

  /// Two decimals; 100 only where it is 100, 0 only where it is 0.
  func percent(_ value: Rational) -> String {
    let text = ReportNumbers.rounded(value, decimals: 2)
    if text.decimal == "100.00" && value < Rational(100) { return "99.99 %" }
    if text.decimal == "0.00" && value.isPositive { return "0.01 %" }
    return ReportNumbers.grouped(text, keepZeros: false) + " %"
  }

  /// In a column of shares: always two decimals.
  func share(_ part: Rational, of whole: Rational) -> String {
    let share = (part * Rational(100)).divided(by: whole) ?? .zero
    return ReportNumbers.grouped(ReportNumbers.rounded(share, decimals: 2), keepZeros: true) + " %"
  }

  /// A gap as a percentage; tiny ones as what they are.
  func gap(_ gap: Double) -> String {
    if gap == 0 { return "0 %" }
    if gap < 0.00005 { return "< 0.01 %" }
    let hundredths = Int128((gap * 10_000).rounded(.up))
    return ReportNumbers.grouped(Digits(mantissa: hundredths, decimals: 2), keepZeros: false) + " %"
  }

  func count(_ value: Int) -> String {
    ReportNumbers.grouped(Digits(mantissa: Int128(value), decimals: 0), keepZeros: false)
  }

  /// `1 order`, `2 orders`.
  func count(_ value: Int, _ noun: String) -> String { "\(count(value)) \(noun)\(value == 1 ? "" : "s")" }

  /// A level's value or bound, in its objective's unit.
  func level(_ value: Rational, _ objective: Objective?) -> String {
    switch objective {
    case .totalCost, .profit: moneyWithCurrency(value)
    case .unmetDemand: quantityWithUnit(value)
    case .fillRate, .maxMinFill: percent(value)
    case .co2: joined(plain(value), settings.weightUnit)
    case .leadTime: joined(plain(value), "\(settings.quantityUnit) × \(settings.timeUnit)")
    case .unmetOrders, .providersUsed, .sitesOpen, .changes, nil: plain(value)
    }
  }

  func plain(_ value: Rational) -> String {
    ReportNumbers.grouped(ReportNumbers.rounded(value, decimals: 3), keepZeros: false)
  }

  private func joined(_ number: String, _ unit: String) -> String { unit.isEmpty ? number : "\(number) \(unit)" }

  // MARK: Digits

  struct Digits {
    var mantissa: Int128
    var decimals: Int

    var whole: String { String(mantissa.magnitude / UInt128(Rational.powerOfTen(decimals).magnitude)) }
    var fraction: String {
      guard decimals > 0 else { return "" }
      let rest = String(mantissa.magnitude % UInt128(Rational.powerOfTen(decimals).magnitude))
      return String(repeating: "0", count: max(0, decimals - rest.count)) + rest
    }
    var decimal: String { "\(mantissa < 0 ? "-" : "")\(whole)\(decimals > 0 ? "." + fraction : "")" }
  }

  /// Half away from zero.
  static func rounded(_ value: Rational, decimals: Int) -> Digits {
    let scaled = value.magnitude * Rational(whole: Rational.powerOfTen(decimals))
    let whole = (scaled + (Rational(1, over: 2) ?? .zero)).floor.wholeValue ?? Int128.max
    return Digits(mantissa: value.isNegative ? -whole : whole, decimals: decimals)
  }

  static func grouped(_ digits: Digits, keepZeros: Bool) -> String {
    var groups: [Substring] = []
    var rest = digits.whole[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    var fraction = digits.fraction[...]
    if !keepZeros { while fraction.last == "0" { fraction = fraction.dropLast() } }
    let number = groups.joined(separator: ",") + (fraction.isEmpty ? "" : ".\(fraction)")
    return digits.mantissa < 0 ? "−\(number)" : number
  }
}
