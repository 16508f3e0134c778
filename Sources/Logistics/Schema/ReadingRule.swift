/// What tables must keep to before their meaning is looked at; the raw values are the `rule` of a fault.
public enum ReadingRule: String, Sendable, CaseIterable {
  // The folder and its files
  case folderMissing = "folder-missing"
  case fileUnreadable = "file-unreadable"
  case fileTooLarge = "file-too-large"
  case noTables = "no-tables"
  case workbook = "workbook"
  case unreadFile = "unread-file"
  case unknownTable = "unknown-table"
  case duplicateTable = "duplicate-table"
  case refusedTable = "refused-table"
  // Bytes and rows
  case notUTF8 = "not-utf-8"
  case nulByte = "nul-byte"
  case loneCarriageReturn = "lone-carriage-return"
  case unterminatedQuote = "unterminated-quote"
  case textAfterQuote = "text-after-quote"
  case strayQuote = "stray-quote"
  case tooFewCells = "too-few-cells"
  case tooManyCells = "too-many-cells"
  case blankRow = "blank-row"
  case cellTooLong = "cell-too-long"
  // The header
  case noHeader = "no-header"
  case blankColumn = "blank-column"
  case unknownColumn = "unknown-column"
  case duplicateColumn = "duplicate-column"
  case missingColumn = "missing-column"
  case tooManyColumns = "too-many-columns"
  case unitSyntax = "unit-syntax"
  case unexpectedUnit = "unexpected-unit"
  // Cells
  case requiredCell = "required-cell"
  case notANumber = "not-a-number"
  case infiniteNumber = "infinite-number"
  case standInNumber = "stand-in-number"
  case thousandsSeparator = "thousands-separator"
  case decimalComma = "decimal-comma"
  case percentSign = "percent-sign"
  case currencySign = "currency-sign"
  case unitInCell = "unit-in-cell"
  case numberTooLarge = "number-too-large"
  case numberTooPrecise = "number-too-precise"
  case divisionByZero = "division-by-zero"
  case numberRange = "number-range"
  case notAFlag = "not-a-flag"
  case notADate = "not-a-date"
  case unknownWord = "unknown-word"
  case controlCharacter = "control-character"
  case reservedName = "reserved-name"
  case trimmedBlanks = "trimmed-blanks"
  case refusedColumn = "refused-column"
  case unknownSetting = "unknown-setting"
  case furtherFaults = "further-faults"

  /// One sentence for the manual.
  public var summary: String {
    switch self {
    case .folderMissing: "The instance is a folder that exists."
    case .fileUnreadable: "Every table can be opened and read."
    case .fileTooLarge: "A table is smaller than 2 GiB."
    case .noTables: "The folder holds at least one table."
    case .workbook: "A workbook `instance.xlsx` is not read yet."
    case .unreadFile: "A file named after a table is a table only as `<table>.csv`."
    case .unknownTable: "A `*.csv` file bears the name of a table, or begins with `_`."
    case .duplicateTable: "A table is given once."
    case .refusedTable: "A table that is not supported yet holds no row."
    case .notUTF8: "The text is UTF-8."
    case .nulByte: "The text holds no NUL bytes."
    case .loneCarriageReturn: "Lines end with LF or CRLF, not with CR alone."
    case .unterminatedQuote: "A quoted cell ends with a quote."
    case .textAfterQuote: "Behind a closing quote the cell ends; a quote within it is doubled."
    case .strayQuote: "A cell with a quote in it is quoted as a whole."
    case .tooFewCells: "A row has a cell for every column."
    case .tooManyCells: "A row has no more cells than there are columns."
    case .blankRow: "A row holds something."
    case .cellTooLong: "A cell holds at most 1 MiB."
    case .noHeader: "The first row names the columns."
    case .blankColumn: "Every column has a name."
    case .unknownColumn: "A column is one of the table's."
    case .duplicateColumn: "A column is given once."
    case .missingColumn: "The columns that every row needs are there."
    case .tooManyColumns: "A table has at most 1,000 columns."
    case .unitSyntax:
      "A unit in the header is of the form `name [unit]`, `name [unit/unit]` or `name [unit/(unit unit)]`."
    case .unexpectedUnit: "Only columns of amounts and prices have a unit."
    case .requiredCell: "A cell that every row needs is not blank."
    case .notANumber: "A number is a decimal, with an exponent or not, or a fraction of two decimals."
    case .infiniteNumber: "Infinite and undefined numbers are not written; no limit is a blank cell."
    case .standInNumber: "No number stands in for `no limit`; that is a blank cell."
    case .thousandsSeparator: "Numbers have no thousands separators."
    case .decimalComma: "Decimals are separated by a point."
    case .percentSign: "Percentages are written without `%`."
    case .currencySign: "Money is written without a currency."
    case .unitInCell: "Units stand in the header, not in cells."
    case .numberTooLarge: "A number is at most 10^12 in size."
    case .numberTooPrecise: "A number has at most 18 significant digits and 9 decimals."
    case .divisionByZero: "The lower part of a fraction is not 0."
    case .numberRange: "A number lies in the range of its column."
    case .notAFlag: "A flag is `yes` or `no`, `true` or `false`, `1` or `0`."
    case .notADate: "A date is written as `2026-01-31`."
    case .unknownWord: "A word is one of the column's."
    case .controlCharacter: "Names hold no control characters."
    case .reservedName: "`none` names nothing."
    case .trimmedBlanks: "Blanks around a cell do not count; they are reported."
    case .refusedColumn: "A column that is not supported yet holds nothing but its default."
    case .unknownSetting: "A key in `settings` is one of the known ones."
    case .furtherFaults: "Of one rule at most 1,000 faults a file are listed; the rest are counted."
    }
  }
}

extension Fault {
  public init(
    _ severity: Severity = .error, at mark: SourceMark?, _ rule: ReadingRule, _ message: String, hint: String? = nil,
    text: String? = nil, related: [Related] = []
  ) {
    self.init(
      severity, at: mark, rule: rule.rawValue, message, hint: hint, text: text, related: related)
  }
}
