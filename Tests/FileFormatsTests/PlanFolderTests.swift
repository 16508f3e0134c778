import Foundation
import Testing

@testable import FileFormats

/// A folder of its own for one test, removed afterwards.
private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
  let path = NSTemporaryDirectory() + "lanewise-folder-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: path) }
  try body(path)
}

private func files(_ text: String) throws -> [OutputFile] {
  let outputs = [
    OutputFile(name: "plan.json", bytes: Array(text.utf8)),
    OutputFile(name: "flow_summary.csv", bytes: Array("a\n".utf8))
  ]
  return outputs + [try Manifest(command: "plan", options: [], inputs: [], outputs: outputs).file]
}

private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
private func entries(_ path: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: path).sorted()
}

private func fault(_ body: () throws -> Void) -> OutputFault? {
  do {
    try body()
    return nil
  } catch {
    return error as? OutputFault
  }
}

@Suite struct PlanFolderTests {
  @Test func aNewFolderHoldsExactlyTheFilesGiven() throws {
    try inTemporaryFolder { root in
      try OutputFolder.write(to: "\(root)/out", files: try files("one"), instanceFolder: nil)
      #expect(try entries(root) == ["out"])
      #expect(try entries("\(root)/out") == ["flow_summary.csv", "manifest.json", "plan.json"])
      #expect(try content("\(root)/out/plan.json") == "one")
    }
  }

  @Test func aTrailingSlashAndADotNameTheSameFolder() throws {
    try inTemporaryFolder { root in
      try OutputFolder.write(to: "\(root)/./out//", files: try files("one"), instanceFolder: nil)
      try OutputFolder.write(to: "\(root)/out/.", files: try files("two"), instanceFolder: nil)
      #expect(try content("\(root)/out/plan.json") == "two")
      #expect(try entries(root) == ["out"])
    }
  }

  @Test func anEmptyFolderAndAFormerOutputAreReplaced() throws {
    try inTemporaryFolder { root in
      try FileManager.default.createDirectory(atPath: "\(root)/out", withIntermediateDirectories: false)
      try OutputFolder.write(to: "\(root)/out", files: try files("one"), instanceFolder: nil)
      try OutputFolder.write(to: "\(root)/out", files: try files("two"), instanceFolder: nil)
      #expect(try content("\(root)/out/plan.json") == "two")
      #expect(try entries(root) == ["out"])
    }
  }

  @Test func whatTheManifestDoesNotListIsKeptAndNamed() throws {
    try inTemporaryFolder { root in
      let out = "\(root)/out"
      try OutputFolder.write(to: out, files: try files("one"), instanceFolder: nil)
      try "mine".write(toFile: "\(out)/notes.txt", atomically: false, encoding: .utf8)
      let refused = fault { try OutputFolder.write(to: out, files: try files("two"), instanceFolder: nil) }
      #expect(refused == .foreignFile(path: out, name: "notes.txt"))
      #expect(refused?.isReadOrWriteError == false)
      #expect(try content("\(out)/plan.json") == "one")
      #expect(try content("\(out)/notes.txt") == "mine")
      #expect(try entries(root) == ["out"])
    }
  }

  @Test func anEditedFileIsKeptAndNamed() throws {
    try inTemporaryFolder { root in
      let out = "\(root)/out"
      try OutputFolder.write(to: out, files: try files("one"), instanceFolder: nil)
      try "b\n".write(toFile: "\(out)/flow_summary.csv", atomically: false, encoding: .utf8)
      let refused = fault { try OutputFolder.write(to: out, files: try files("two"), instanceFolder: nil) }
      #expect(refused == .changedFile(path: out, name: "flow_summary.csv"))
      #expect(try content("\(out)/flow_summary.csv") == "b\n")
    }
  }

  @Test func foldersOfOthersAreRefused() throws {
    try inTemporaryFolder { root in
      let out = "\(root)/out"
      try FileManager.default.createDirectory(atPath: "\(out)/deep", withIntermediateDirectories: true)
      #expect(
        fault { try OutputFolder.write(to: out, files: try files("x"), instanceFolder: nil) }
          == .foreignFile(path: out, name: "deep"))
      try FileManager.default.removeItem(atPath: "\(out)/deep")
      try #"{"generator": "other", "outputs": []}"#
        .write(toFile: "\(out)/manifest.json", atomically: false, encoding: .utf8)
      #expect(
        fault { try OutputFolder.write(to: out, files: try files("x"), instanceFolder: nil) } == .foreignManifest(out))
      try "{".write(toFile: "\(out)/manifest.json", atomically: false, encoding: .utf8)
      #expect(
        fault { try OutputFolder.write(to: out, files: try files("x"), instanceFolder: nil) } == .foreignManifest(out))
      #expect(try entries(root) == ["out"])
    }
  }

  @Test func aLinkAFileAndAMissingParentAreRefused() throws {
    try inTemporaryFolder { root in
      try FileManager.default.createDirectory(atPath: "\(root)/real", withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "\(root)/real")
      try "x".write(toFile: "\(root)/file", atomically: false, encoding: .utf8)
      func refusal(_ path: String) -> OutputFault? {
        fault { try OutputFolder.write(to: path, files: try files("x"), instanceFolder: nil) }
      }
      #expect(refusal("\(root)/link") == .isSymbolicLink("\(root)/link"))
      #expect(refusal("\(root)/file") == .notAFolder("\(root)/file"))
      #expect(refusal("\(root)/no/out") == .cannotCreate(path: "\(root)/no/out", error: ENOENT))
      #expect(refusal("\(root)/file/out")?.isReadOrWriteError == false)
      #expect(refusal("") == .unusablePath(""))
      #expect(refusal("/") == .unusablePath("/"))
      #expect(try entries("\(root)/real").isEmpty)
    }
  }

  @Test func aLinkInsideAFormerOutputIsRefused() throws {
    try inTemporaryFolder { root in
      let out = "\(root)/out"
      try OutputFolder.write(to: out, files: try files("one"), instanceFolder: nil)
      try "one".write(toFile: "\(root)/precious", atomically: false, encoding: .utf8)
      try FileManager.default.removeItem(atPath: "\(out)/plan.json")
      try FileManager.default.createSymbolicLink(atPath: "\(out)/plan.json", withDestinationPath: "\(root)/precious")
      let refused = fault { try OutputFolder.write(to: out, files: try files("two"), instanceFolder: nil) }
      #expect(refused == .foreignFile(path: out, name: "plan.json"))
      #expect(try content("\(root)/precious") == "one")
    }
  }

  @Test func theInstanceIsNeverWrittenOver() throws {
    try inTemporaryFolder { root in
      let instance = "\(root)/case/instance"
      try FileManager.default.createDirectory(atPath: instance, withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(atPath: "\(root)/way", withDestinationPath: "\(root)/case")
      for path in [instance, "\(instance)/out", "\(root)/case", "\(root)/way/instance", "\(instance)/../instance"] {
        let refused = fault { try OutputFolder.write(to: path, files: try files("x"), instanceFolder: instance) }
        #expect(refused == .touchesInstance(path: path, instance: instance), "\(path)")
      }
      try OutputFolder.write(to: "\(root)/case/instance-plan", files: try files("x"), instanceFolder: instance)
      #expect(try entries(instance).isEmpty)
    }
  }

  @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
  func aFolderWithoutPermissionCannotBeCreated() throws {
    try inTemporaryFolder { root in
      chmod(root, 0o555)
      defer { chmod(root, 0o755) }
      let refused = fault { try OutputFolder.write(to: "\(root)/out", files: try files("x"), instanceFolder: nil) }
      #expect(refused == .cannotCreate(path: "\(root)/out", error: EACCES))
    }
  }

  @Test func whereTheSystemRefusesTheFolderNothingIsCreated() {
    let refused = fault { try OutputFolder.write(to: "/proc/lanewise-out", files: try files("x"), instanceFolder: nil) }
    guard case .cannotCreate(let path, _) = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(path == "/proc/lanewise-out")
  }

  @Test func whereTheFileSystemCannotExchangeThreeRenamesDo() throws {
    try inTemporaryFolder { root in
      for name in ["a", "b"] {
        try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: false)
        try name.write(toFile: "\(root)/\(name)/was", atomically: false, encoding: .utf8)
      }
      try SystemCalls.exchangeInThreeSteps("\(root)/a", "\(root)/b")
      #expect(try content("\(root)/a/was") == "b")
      #expect(try content("\(root)/b/was") == "a")
      #expect(try entries(root) == ["a", "b"])
      #expect(throws: SystemCalls.Failure.self) { try SystemCalls.exchangeInThreeSteps("\(root)/no", "\(root)/b") }
      #expect(try content("\(root)/b/was") == "a")
    }
  }

  @Test func aFailureWhileWritingLeavesTheOldOutputAndNothingBeside() throws {
    try inTemporaryFolder { root in
      let out = "\(root)/out"
      try OutputFolder.write(to: out, files: try files("one"), instanceFolder: nil)
      let unwritable = [OutputFile(name: "a/b", bytes: [])]
      let refused = fault { try OutputFolder.write(to: out, files: unwritable, instanceFolder: nil) }
      #expect(refused == .inputOutput(path: out, error: ENOENT))
      #expect(refused?.isReadOrWriteError == true)
      #expect(try content("\(out)/plan.json") == "one")
      #expect(try entries(root) == ["out"])
    }
  }

  @Test func whatAKilledRunLeftIsRemovedAndWhatALiveOneWritesIsNot() throws {
    try inTemporaryFolder { root in
      let host = ProcessInfo.processInfo.hostName
      var name = [CChar](repeating: 0, count: 256)
      gethostname(&name, 255)
      let short = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      let dead = try #require((99_000..<4_000_000).first { kill(Int32($0), 0) != 0 && errno == ESRCH })
      let (gone, live) = (".out.lanewise-\(short)-\(dead)", ".out.lanewise-\(short)-1")
      for folder in [gone, live, ".other.lanewise-\(short)-\(dead)"] {
        try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: false)
        try "half".write(toFile: "\(root)/\(folder)/plan.json", atomically: false, encoding: .utf8)
      }
      try OutputFolder.write(to: "\(root)/out", files: try files("one"), instanceFolder: nil)
      #expect(try entries(root) == [".other.lanewise-\(short)-\(dead)", live, "out"], "host \(host)")
    }
  }

  @Test func aReaderNeverSeesAFolderThatIsPartOldAndPartNew() async throws {
    let root = NSTemporaryDirectory() + "lanewise-folder-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    func version(_ number: Int) throws -> [OutputFile] {
      let outputs = ["a", "b"].map { OutputFile(name: $0, bytes: Array("\(number)".utf8)) }
      return outputs + [try Manifest(command: "plan", options: [], inputs: [], outputs: outputs).file]
    }
    try OutputFolder.write(to: "\(root)/out", files: try version(0), instanceFolder: nil)
    let reader = Task.detached { () -> Int in
      var mixed = 0
      while !Task.isCancelled {
        // An open folder stays the one it was; its files are either all there or already removed.
        let folder = open("\(root)/out", O_RDONLY | O_DIRECTORY)
        if folder < 0 {
          mixed += 1
          continue
        }
        let texts = ["a", "b"].compactMap { name -> UInt8? in
          let file = openat(folder, name, O_RDONLY)
          defer { close(file) }
          var byte: UInt8 = 0
          return file >= 0 && read(file, &byte, 1) == 1 ? byte : nil
        }
        if texts.count == 2 && texts[0] != texts[1] { mixed += 1 }
        close(folder)
      }
      return mixed
    }
    for number in 1...60 {
      try OutputFolder.write(to: "\(root)/out", files: try version(number % 10), instanceFolder: nil)
    }
    reader.cancel()
    #expect(await reader.value == 0)
    #expect(try entries(root) == ["out"])
  }

  @Test func everyRefusalSaysWhatToDo() {
    let faults: [OutputFault] = [
      .unusablePath("p"), .notAFolder("p"), .isSymbolicLink("p"), .touchesInstance(path: "p", instance: "i"),
      .foreignFile(path: "p", name: "n"), .changedFile(path: "p", name: "n"), .foreignManifest("p"),
      .oldFilesRemain(path: "p", error: EACCES)
    ]
    for fault in faults {
      #expect(fault.hint != nil)
      #expect(fault.message.contains("`p`"))
    }
    #expect(OutputFault.cannotCreate(path: "p", error: EACCES).message == "cannot create `p`: permission denied")
  }
}
