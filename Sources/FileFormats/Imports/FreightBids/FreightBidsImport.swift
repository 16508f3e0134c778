import Logistics

/// Turns carriers' bids of the stochastic freight procurement problem (Wu et al., SFPTMP) into an instance, under one
/// of the demand scenarios.
///
/// A bid is a package of shipments on one lane, each between a floor and a ceiling: an offer that is taken or left
/// whole. The spot market is a lane of its own, and what is not delivered costs its penalty.
enum FreightBidsImport {
  /// - Parameter scenario: from 1; the same in each phase.
  /// - Throws: `ImportFault`.
  static func read(path: String, scenario: Int) throws(ImportFault) -> ImportedInstance {
    let name = String(path.split(separator: "/").last ?? "")
    let text: FileBytes
    do throws(PackedFileFault) {
      text = try PackedFile.text(path: path, limit: 1 << 28)
    } catch {
      throw .malformed(place: path, message: error.message)
    }
    return try read(name: name, bytes: UnsafeBufferPointer(start: text.base, count: text.count), scenario: scenario)
  }

  static func read(name: String, bytes: some Collection<UInt8>, scenario: Int) throws(ImportFault) -> ImportedInstance {
    var declarations = try CDeclarations(file: name, text: bytes)
    let source = try FreightBids(&declarations, scenario: scenario)
    let tables = FreightBidTables(source)
    return ImportedInstance(
      tables: tables.tables(named: "Freight bids \(name), scenario \(scenario)"),
      report: tables.notes + declarations.rounded.lines, rounded: declarations.rounded.all)
  }
}
