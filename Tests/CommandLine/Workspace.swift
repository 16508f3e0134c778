import Foundation

/// A folder of one test's own, removed with it.
final class Workspace {
  let url: URL
  private let talks: URL

  init() throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "lanewise-\(UUID().uuidString)")
    url = base.appending(path: "work")
    talks = base.appending(path: "talk")
    for folder in [url, talks] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

  /// A new empty file for what a command says, outside of the working folder.
  func talk(_ name: String) -> URL {
    let file = talks.appending(path: name)
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    return file
  }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ path: String) throws -> String { try String(contentsOf: url.appending(path: path), encoding: .utf8) }

  /// Replaces the one place where a text stands; throws where it does not stand.
  func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try text(path)
    guard let range = text.range(of: old) else { throw CocoaError(.fileReadCorruptFile) }
    try write(text.replacingCharacters(in: range, with: new), to: path)
  }

  /// Names in a folder, sorted; empty where there is none.
  func names(_ path: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: path).path)) ?? []).sorted()
  }

  func json(_ path: String) throws -> [String: Any] { try Workspace.json(Data(contentsOf: url.appending(path: path))) }

  static func json(_ data: Data) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// Tables without their endings, written as an instance.
  func instance(_ name: String, _ tables: [String: String]) throws {
    for (table, text) in tables { try write(text, to: "\(name)/\(table).csv") }
  }

  /// A plant that supplies 7 of the 10 that are asked.
  func infeasibleInstance(_ name: String) throws {
    try instance(
      name,
      [
        "sites": "site\nPlant\n",
        "supply": "site,product,supply_max\nPlant,Goods,7\n",
        "demand": "customer,product,quantity\nShop,Goods,10\n",
        "lanes": "origin,destination,unit_cost\nPlant,Shop,1\n",
      ])
  }

  /// 80 plants, 80 customers and a fixed charge on each of 6,400 lanes: a plan is soon found, its proof is hours away.
  func hardInstance(_ name: String) throws {
    var state: UInt64 = 20_260_721
    func draw(_ range: ClosedRange<UInt64>) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + (state >> 33) % (range.upperBound - range.lowerBound + 1)
    }
    var tables = [
      "sites": "site\n", "supply": "site,product,supply_max\n", "demand": "customer,product,quantity\n",
      "lanes": "origin,destination,unit_cost,fixed_cost\n",
    ]
    for place in 0..<80 {
      tables["sites"]! += "P\(place)\n"
      tables["supply"]! += "P\(place),Goods,43\n"
      tables["demand"]! += "C\(place),Goods,\(draw(5...60))\n"
      for customer in 0..<80 { tables["lanes"]! += "P\(place),C\(customer),\(draw(1...30)),\(draw(20...200))\n" }
    }
    try instance(name, tables)
  }
}
