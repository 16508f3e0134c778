/// Turns two-stage capacitated facility location into an instance: of one product in the layout of Fernandes et al.
/// (2014), of several in that of Mauri et al. (2021), where the first line has a fourth number.
enum TwoStageImport {
  /// - Throws: `ImportFault`.
  static func read(_ source: NumberFile) throws(ImportFault) -> ImportedInstance {
    var file = source
    let network = try TwoStageNetwork(&file)
    return ImportedInstance(
      tables: network.tables(named: "Two-stage \(file.name)"), report: network.notes + file.rounded.lines,
      rounded: file.rounded.all)
  }
}
