/// The data sets that become instances.
public enum ImportFormat: String, Sendable, CaseIterable {
  /// Brunel University's supply chain logistics data set: a folder of tables.
  case brunel
  /// Capacitated warehouse location of the OR-Library.
  case orLibraryCap = "orlib-cap"
  /// Single-source capacitated facility location in the layout of Holmberg and of Yang.
  case singleSource = "sscflp"
  /// Two-stage capacitated facility location, of one product and of several.
  case twoStage = "tscflp"
  /// Minimum-cost flow of the DIMACS challenge.
  case dimacsMin = "dimacs-min"
  /// Carriers' bids for lanes (SFPTMP), under one of their demand scenarios.
  case freightBids = "freight-bids"

  /// Whether the source is a folder rather than a file.
  public var isFolder: Bool { self == .brunel }
}

/// What a source leaves open.
public struct ImportOptions: Sendable {
  /// `orlib-cap`: the capacity of every warehouse whose file says `capacity` in place of a number.
  public var capacity: String?
  /// `freight-bids`: which of the file's demand scenarios, from 1; nil for the first.
  public var scenario: Int?

  public init(capacity: String? = nil, scenario: Int? = nil) {
    self.capacity = capacity
    self.scenario = scenario
  }
}

extension ImportedInstance {
  /// The data set at `path` as an instance.
  ///
  /// - Throws: `ImportFault`, also where an option has no use for the format.
  public static func read(
    _ format: ImportFormat, path: String, options: ImportOptions = ImportOptions()
  ) throws(ImportFault) -> ImportedInstance {
    if options.capacity != nil && format != .orLibraryCap {
      throw .option("`--capacity` is for `\(ImportFormat.orLibraryCap.rawValue)` alone")
    }
    if options.scenario != nil && format != .freightBids {
      throw .option("`--scenario` is for `\(ImportFormat.freightBids.rawValue)` alone")
    }
    switch format {
    case .brunel: return try BrunelImport.read(folder: path)
    case .orLibraryCap: return try ORLibraryImport.read(NumberFile(path: path), capacity: options.capacity)
    case .singleSource: return try SingleSourceImport.read(NumberFile(path: path))
    case .twoStage: return try TwoStageImport.read(NumberFile(path: path))
    case .dimacsMin: return try NetworkImport.read(path: path)
    case .freightBids: return try FreightBidsImport.read(path: path, scenario: options.scenario ?? 1)
    }
  }
}
