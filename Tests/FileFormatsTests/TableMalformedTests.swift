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
  /// What the fault's hint says, where the answer is about that too.
  let hint: String?

  var place: String { "\(file):\(line):\(column): \(rule)" }
  var description: String { "\(folder): \(place)" }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Instances/malformed")

  static let all: [MalformedAnswer] = {
    let text = (try? String(contentsOf: root.appending(path: "ANSWERS.tsv"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { row in
      let cells = row.split(separator: "\t").map { String($0) }
      guard (5...6).contains(cells.count), let line = Int(cells[2]), let column = Int(cells[3]) else { return nil }
      return MalformedAnswer(
        folder: cells[0], file: cells[1], line: line, column: column, rule: cells[4],
        hint: cells.count == 6 ? cells[5] : nil)
    }
  }()

  static let byFolder = Dictionary(grouping: all, by: \.folder)

  /// Every folder that is there, so that none goes unchecked.
  static let folders: [String] = {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return entries.filter { !$0.hasPrefix(".") && $0 != "ANSWERS.tsv" }.sorted()
  }()
}

@Suite struct TableMalformedTests {
  private func place(_ fault: Fault, _ draft: Draft) throws -> String {
    let place = try #require(fault.mark.flatMap { FaultPlace($0, in: draft.files) }, "\(fault.message)")
    return "\(place.file):\(place.line):\(place.column): \(fault.rule)"
  }

  /// What the reader alone says: exactly the planted faults of the tables' form.
  @Test(arguments: MalformedAnswer.folders)
  func faultsOfFormAreFoundByReadingAlone(folder: String) throws {
    let (draft, faults) = InstanceReader.read(folder: MalformedAnswer.root.appending(path: folder).path)
    let planted = (MalformedAnswer.byFolder[folder] ?? []).filter { ReadingRule(rawValue: $0.rule) != nil }
    let found = try faults.map { try place($0, draft) }
    #expect(found.sorted() == planted.map(\.place).sorted(), "\(FaultText(files: draft.files).report(faults))")
  }

  /// What loading says: every planted fault, and no other error or warning. Notes about defaults may stand beside.
  @Test(arguments: MalformedAnswer.folders)
  func plantedFaultsAreReportedAtTheirLineAndColumn(folder: String) throws {
    let loaded = LoadedInstance.load(folder: MalformedAnswer.root.appending(path: folder).path)
    let planted = MalformedAnswer.byFolder[folder] ?? []
    let rules = Set(planted.map(\.rule))
    let faults = loaded.faults.filter { $0.severity != .note || rules.contains($0.rule) }
    let found = try faults.map { try place($0, loaded.draft) }
    #expect(
      found.sorted() == planted.map(\.place).sorted(), "\(FaultText(files: loaded.draft.files).report(loaded.faults))")
    for answer in planted {
      guard let hint = answer.hint else { continue }
      let hints = try faults.filter { try place($0, loaded.draft) == answer.place }.map(\.hint)
      #expect(hints.contains(hint), "\(answer): \(hints)")
    }
    #expect((loaded.instance == nil) == faults.contains { $0.severity == .error })
  }

  @Test func everyFolderHasAnAnswerAndEightyFaultsArePlanted() {
    #expect(MalformedAnswer.folders == MalformedAnswer.byFolder.keys.sorted())
    #expect(MalformedAnswer.all.count >= 80)
    let text = (try? String(contentsOf: MalformedAnswer.root.appending(path: "ANSWERS.tsv"), encoding: .utf8)) ?? ""
    #expect(MalformedAnswer.all.count == text.split(separator: "\n").count - 1, "a row of ANSWERS.tsv is not understood")
  }

  /// At least as many as stand there by now, each of another rule.
  @Test func faultsOfMeaningArePlanted() {
    let planted = Set(MalformedAnswer.all.compactMap { ValidationRule(rawValue: $0.rule) })
    #expect(planted.count >= 15)
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
