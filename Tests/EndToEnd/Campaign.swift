import BruteForce
import Foundation

/// How large the random campaigns are, and where the data and the oracle stand.
enum Campaign {
  private static let environment = ProcessInfo.processInfo.environment

  /// `LANEWISE_TEST_SCALE`: 1 is what continuous integration runs.
  static let scale = environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1

  /// At least one, at scale 1 `count`.
  static func size(_ count: Int) -> Int { max(1, Int((Double(count) * scale).rounded())) }

  /// `LANEWISE_DATA/name`, where the folder is there.
  static func data(_ name: String) -> String? {
    guard let root = environment["LANEWISE_DATA"] else { return nil }
    let path = root + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// A Python that can import highspy.
  static let oraclePython = environment["LANEWISE_ORACLE_PYTHON"]

  /// What the tiny instances of a campaign are about.
  enum Theme: String, CaseIterable, Sendable {
    case everything, tender, allocation, sales, partnerTerms, sites

    /// Of the answers, so many at least are proved by their certificate alone.
    static let certifiedShare = 0.85

    func instance(_ seed: UInt64) -> TinyInstance {
      switch self {
      case .everything: .random(seed: seed)
      case .tender: .tender(seed: seed)
      case .allocation: .randomAllocation(seed: seed)
      case .sales: .randomSales(seed: seed)
      case .partnerTerms: .randomPartnerTerms(seed: seed)
      case .sites: .randomSites(seed: seed)
      }
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func instance(_ name: String) -> String { root.appending(path: "Instances/\(name)").path }

  /// A folder of this test's own, removed by whoever made it.
  static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lanewise-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
