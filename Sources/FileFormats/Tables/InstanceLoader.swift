public import Logistics

/// An instance folder, read, changed by a scenario where one is asked, and frozen.
public struct LoadedInstance: Sendable {
  /// nil where a fault is an error.
  public let instance: Instance?
  /// As read and changed, for showing where faults are.
  public let draft: Draft
  /// Errors, warnings and notes, in the order of the files.
  public let faults: [Fault]
  /// The folder does not exist.
  public let isMissing: Bool

  public static func load(folder: String, scenario: String? = nil) -> LoadedInstance {
    let (read, readFaults) = InstanceReader.read(folder: folder)
    return freeze(read, readFaults, scenario: scenario)
  }

  /// The same from files in memory.
  public static func load(name: String, files: [(name: String, bytes: [UInt8])], scenario: String? = nil)
    -> LoadedInstance
  {
    let (read, readFaults) = InstanceReader.read(name: name, files: files)
    return freeze(read, readFaults, scenario: scenario)
  }

  private static func freeze(_ read: Draft, _ readFaults: [Fault], scenario: String?) -> LoadedInstance {
    var draft = read
    var faults = readFaults
    if faults.contains(where: { $0.rule == "folder-missing" }) {
      return LoadedInstance(instance: nil, draft: draft, faults: faults, isMissing: true)
    }
    if let scenario {
      let (changed, more) = draft.applying(scenario: scenario)
      draft = changed
      faults += more
    }
    let (instance, more) = Validation.freeze(draft)
    faults += withoutEchoes(more, of: readFaults)
    let hasErrors = faults.contains { $0.severity == .error }
    return LoadedInstance(
      instance: hasErrors ? nil : instance, draft: draft, faults: sorted(faults), isMissing: false)
  }

  /// Leaves out errors that only follow from what reading said about the same place: a cell that could not be read is
  /// blank to those who come after, and so is every cell of a column that is missing.
  private static func withoutEchoes(_ faults: [Fault], of reading: [Fault]) -> [Fault] {
    let errors = reading.filter { $0.severity == .error }
    let marks = Set(errors.compactMap(\.mark))
    let missing = errors.filter { $0.rule == ReadingRule.missingColumn.rawValue }
    let incomplete = Set(missing.compactMap { $0.mark?.file })
    return faults.filter { fault in
      guard fault.severity == .error, let mark = fault.mark else { return true }
      let isOfMissingColumn = fault.rule == ReadingRule.requiredCell.rawValue && mark.field < 0
      return !marks.contains(mark) && !(isOfMissingColumn && incomplete.contains(mark.file))
    }
  }

  private static func sorted(_ faults: [Fault]) -> [Fault] {
    faults.enumerated().sorted { a, b in
      func key(_ fault: Fault, _ index: Int) -> (Int32, UInt32, Int16, Int) {
        (fault.mark?.file ?? -1, fault.mark?.offset ?? 0, fault.mark?.field ?? -1, index)
      }
      return key(a.element, a.offset) < key(b.element, b.offset)
    }.map(\.element)
  }
}
