/// Days as workbooks count them, from the end of 1899 or from 1904, as ISO 8601 writes them.
enum SheetDate {
  private static let secondsADay = 86_400

  /// nil where the number is no date that a workbook can show. Where there is a time it is written behind a `T`.
  static func text(_ serial: Double, from1904: Bool) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    var seconds = Int(((serial - Double(days)) * Double(secondsADay)).rounded())
    if seconds == secondsADay { (days, seconds) = (days + 1, 0) }
    // A workbook from 1900 has a 29 February 1900, its day 60, and so counts the days before one lower.
    if !from1904 && days == 60 { return "1900-02-29" }
    // Days from the workbook's day 0 to 1970-01-01.
    let day = civil(days - (from1904 ? 24_107 : days < 60 ? 25_568 : 25_569))
    guard seconds > 0 else { return day }
    return "\(day)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// The day so many days after 1970-01-01 (Hinnant's `civil_from_days`).
  private static func civil(_ days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let isNewYear = month >= 10
    let year = yearOfEra + era * 400 + (isNewYear ? 1 : 0)
    let digits = String(year)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + two(isNewYear ? month - 9 : month + 3)
      + "-" + two(dayOfYear - (153 * month + 2) / 5 + 1)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
