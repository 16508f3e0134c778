/// Who may import whom: the table of `docs/architecture.md`, in a form that a test can hold every source file against.
struct ImportTable: Sendable {
  /// By module, everything that its sources may import, C modules and the toolchain's included.
  let allowed: [String: Set<String>]

  static let house = ImportTable(allowed: [
    "Logistics": ["Synchronization", "Glibc", "Musl", "Darwin"],
    "MathProgram": ["Synchronization", "Glibc"],
    "Verification": ["Logistics"],
    "Formulations": ["Logistics", "MathProgram"],
    "GLPKGuard": ["CGLPK"],
    "GLPKEngine": ["MathProgram", "GLPKGuard", "Glibc", "Musl", "Darwin", "Synchronization"],
    "NativeEngines": ["MathProgram", "Synchronization", "Dispatch"],
    "Planning": [
      "Logistics", "MathProgram", "Formulations", "Verification", "GLPKEngine", "NativeEngines", "Dispatch",
      "Synchronization",
    ],
    "FileFormats": [
      "Logistics", "MathProgram", "Verification", "FoundationEssentials", "CCrypto", "CRename", "CZlib", "Glibc",
      "Musl", "Darwin", "Synchronization",
    ],
    "Analyses": ["Logistics", "Verification", "Planning", "Dispatch", "Synchronization"],
    "Reports": ["Logistics", "Verification", "Analyses", "FileFormats", "FoundationEssentials"],
    "lanewise": [
      "Logistics", "MathProgram", "Formulations", "GLPKEngine", "NativeEngines", "Planning", "Verification",
      "FileFormats", "Analyses", "Reports", "ArgumentParser", "Glibc", "Dispatch", "Synchronization",
    ],
    "lanewise-verify": ["Logistics", "Verification", "FileFormats", "ArgumentParser", "Glibc"],
  ])

  /// The imports of a Swift source, conditional ones included, without comments and strings.
  static func imports(of source: String) -> [String] {
    source.split(whereSeparator: \.isNewline).compactMap { line in
      var words = line.split(separator: " ").map(String.init)
      while let first = words.first, modifiers.contains(first) || first.hasPrefix("@") { words.removeFirst() }
      guard words.count >= 2, words[0] == "import" else { return nil }
      // `import struct Module.Type` names its module behind the kind.
      let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
      return name.split(whereSeparator: { $0 == "." || $0 == ";" }).first.map(String.init)
    }
  }

  private static let modifiers: Set<String> = ["public", "internal", "package", "private", "fileprivate"]
  private static let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]

  /// What a source of `module` imports and may not.
  func violations(module: String, source: String) -> [String] {
    guard let allowed = allowed[module] else { return ["module \(module) is in no row of the table"] }
    return ImportTable.imports(of: source).filter { !allowed.contains($0) }
  }
}
