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
    faults += more
    let hasErrors = faults.contains { $0.severity == .error }
    return LoadedInstance(
      instance: hasErrors ? nil : instance, draft: draft, faults: sorted(faults), isMissing: false)
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
