import FileFormats
import Foundation
import Logistics
import Testing

/// `Instances/malformed`: folders named after their fault, and where each fault is.
struct MalformedAnswer: CustomStringConvertible, Sendable {
  let folder: String
  let file: String
  let line: Int
  let column: Int
  let rule: String

  var place: String { "\(file):\(line):\(column): \(rule)" }
  var description: String { "\(folder): \(place)" }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Instances/malformed")

  static let all: [MalformedAnswer] = {
    let text = (try? String(contentsOf: root.appending(path: "ANSWERS.tsv"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { row in
      let cells = row.split(separator: "\t").map { String($0) }
      guard cells.count == 5, let line = Int(cells[2]), let column = Int(cells[3]) else { return nil }
      return MalformedAnswer(folder: cells[0], file: cells[1], line: line, column: column, rule: cells[4])
    }
  }()

  /// Folders whose faults are all of the tables' form, each with its faults.
  static let ofReading: [String: [MalformedAnswer]] = {
    let folders = Dictionary(grouping: all, by: \.folder)
    return folders.filter { $0.value.allSatisfy { ReadingRule(rawValue: $0.rule) != nil } }
  }()
}

@Suite struct TableMalformedTests {
  @Test(arguments: MalformedAnswer.ofReading.keys.sorted())
  func plantedFaultsAreReportedAtTheirLineAndColumn(folder: String) throws {
    let (draft, faults) = InstanceReader.read(folder: MalformedAnswer.root.appending(path: folder).path)
    let found = try faults.map { fault in
      let place = try #require(fault.mark.flatMap { FaultPlace($0, in: draft.files) })
      return "\(place.file):\(place.line):\(place.column): \(fault.rule)"
    }
    let expected = (MalformedAnswer.ofReading[folder] ?? []).map(\.place)
    #expect(found.sorted() == expected.sorted(), "\(FaultText(files: draft.files).report(faults))")
  }

  @Test(arguments: MalformedAnswer.ofReading.keys.sorted())
  func validationAddsNoErrorToAPlantedFault(folder: String) throws {
    let loaded = LoadedInstance.load(folder: MalformedAnswer.root.appending(path: folder).path)
    let expected = Set((MalformedAnswer.ofReading[folder] ?? []).map(\.rule))
    for fault in loaded.faults where fault.severity == .error {
      #expect(expected.contains(fault.rule), "\(FaultText(files: loaded.draft.files).text(fault))")
    }
    let count = loaded.faults.filter { $0.severity == .error }.count
    let planted = (MalformedAnswer.ofReading[folder] ?? []).filter { $0.rule != ReadingRule.trimmedBlanks.rawValue }
      .count
    #expect(count == planted && (loaded.instance == nil) == (planted > 0))
  }

  @Test func everyFolderHasAnAnswerAndSixtyFaultsArePlanted() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: MalformedAnswer.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "ANSWERS.tsv" }
    #expect(Set(folders) == Set(MalformedAnswer.all.map(\.folder)))
    #expect(MalformedAnswer.all.count >= 60)
  }

  @Test func everyRuleOfACellIsPlantedSomewhere() {
    let planted = Set(MalformedAnswer.all.map(\.rule))
    let elsewhere: Set<ReadingRule> = [
      .folderMissing, .fileUnreadable, .fileTooLarge, .noTables, .duplicateTable, .cellTooLong, .tooManyColumns,
      .notADate, .furtherFaults,
    ]
    for rule in ReadingRule.allCases where !elsewhere.contains(rule) {
      #expect(planted.contains(rule.rawValue), "\(rule.rawValue) is planted nowhere")
    }
  }
}
