import Foundation
import Testing

@Suite struct ArchitectureTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func sources(_ ending: String) -> [(module: String, path: String, text: String)] {
    let folder = root.appending(path: "Sources")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return files.sorted().filter { $0.hasSuffix(ending) }.compactMap { path in
      guard let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8) else { return nil }
      return (String(path.split(separator: "/")[0]), path, text)
    }
  }

  @Test func everyImportIsInTheTable() {
    let sources = Self.sources(".swift")
    #expect(sources.count > 100)
    for source in sources {
      let violations = ImportTable.house.violations(module: source.module, source: source.text)
      #expect(violations.isEmpty, "\(source.path) imports \(violations.joined(separator: ", "))")
    }
  }

  @Test func onlyTheGuardSeesGLPK() {
    for ending in [".c", ".h"] {
      for source in Self.sources(ending) where source.text.contains("glpk.h") {
        #expect(["CGLPK", "GLPKGuard"].contains(source.module), "\(source.path) includes glpk.h")
      }
    }
  }

  @Test(arguments: [
    ("Logistics", "import MathProgram"), ("Logistics", "import FoundationEssentials"),
    ("Verification", "internal import Formulations"), ("Verification", "public import MathProgram"),
    ("Formulations", "import GLPKEngine"), ("MathProgram", "@preconcurrency import Foundation"),
    ("NativeEngines", "import struct Logistics.Instance"), ("FileFormats", "import Foundation"),
    ("GLPKEngine", "import CGLPK"), ("lanewise-verify", "import Planning"), ("Reports", "  import Planning"),
    ("Planning", "@testable import FileFormats"), ("Nowhere", "import Logistics"),
  ])
  func aPlantedImportIsFound(module: String, line: String) {
    let source = "// a source\n#if canImport(Glibc)\n\(line)\n#endif\nstruct Planted {}\n"
    #expect(!ImportTable.house.violations(module: module, source: source).isEmpty)
  }

  @Test func wordsAboutImportsAreNotImports() {
    let source = "/// import Foundation\nlet text = \"x\"  // import Planning\nfunc importAll() {}\n"
    #expect(ImportTable.imports(of: source).isEmpty)
  }

  /// A module and a type of the same name cannot be told apart in qualified names.
  @Test func noModuleBearsTheNameOfOneOfItsTypes() {
    for source in Self.sources(".swift") {
      for kind in ["struct", "enum", "class", "protocol", "actor"] {
        let declares = source.text.contains("\(kind) \(source.module) ") || source.text.contains("\(kind) \(source.module):")
        #expect(!declares, "\(source.path) declares \(kind) \(source.module)")
      }
    }
  }

  @Test func noFileOrFolderIsACatchAll() {
    for source in Self.sources(".swift") {
      for word in ["Utils", "Helpers", "Common", "Manager"] {
        #expect(!source.path.contains(word), "\(source.path)")
      }
    }
  }

  @Test func theVerifierHoldsNoSolver() throws {
    try #require(FileManager.default.fileExists(atPath: Self.verifierPath), "there is no \(Self.verifierPath)")
    let bytes = try Data(contentsOf: URL(filePath: Self.verifierPath))
    let symbols = String(decoding: bytes, as: Unicode.ASCII.self)
    for solver in ["glp_simplex", "libglpk", "12Formulations", "10GLPKEngine", "13NativeEngines", "8Planning"] {
      #expect(!symbols.contains(solver), "lanewise-verify holds `\(solver)`")
    }
    // The same search finds what is there.
    #expect(symbols.contains("12Verification"))
  }

  /// Beside the test bundle, where a test build puts the products.
  private static let verifierPath = Bundle.main.executableURL.map {
    $0.deletingLastPathComponent().appending(path: "lanewise-verify").path
  } ?? root.appending(path: ".build/release/lanewise-verify").path
}
