import FileFormats
import Foundation
import Logistics
import Testing

@testable import Verification

private func read(_ answer: VerifiedAnswer, _ instance: Instance) throws -> PlanReading {
  let files = PlanFolder.files(
    answer, PlanContext(scenario: "peak", phases: [.init(name: "solve", seconds: 1)]), report: nil, command: "plan",
    options: [], inputs: [])
  let certificate = files.first { $0.name == CertificateDocument.fileName }
  return PlanReader.read(plan: files[0].bytes, certificate: certificate?.bytes, instance)
}

/// `plan.json` of the fixture with one text put in another's place.
private func tampered(_ old: String, _ new: String) -> PlanReading {
  let fixture = PlanFixture()
  let text = String(decoding: PlanDocument(fixture.answer, PlanContext()).bytes, as: UTF8.self)
  let changed = text.replacingOccurrences(of: old, with: new)
  #expect(changed != text, "`\(old)` stands in the file")
  return PlanReader.read(plan: Array(changed.utf8), certificate: nil, fixture.instance)
}

@Suite struct PlanReadingTests {
  @Test func aPlanReadsBackAsItsClaim() throws {
    let fixture = PlanFixture()
    let reading = try read(fixture.answer, fixture.instance)
    #expect(reading.faults.isEmpty)
    #expect(reading.scenario == "peak")
    guard case .plan(let claim) = reading.claim else {
      Issue.record("no claim")
      return
    }
    #expect(claim.plan == fixture.plan)
    #expect(claim.certificate == PlanFixture.certificate)
    #expect(claim.levels == [LevelClaim(bound: 105.5, boundBy: "glpk")])
    #expect(claim.run == fixture.run)
    #expect(reading.disagreements(with: fixture.answer).isEmpty)
  }

  @Test func aNoPlanReadsBackAsItsClaim() throws {
    let fixture = PlanFixture()
    let reading = try read(.noPlan(fixture.noPlan), fixture.instance)
    #expect(reading.faults.isEmpty)
    guard case .noPlan(let claim) = reading.claim else {
      Issue.record("no claim")
      return
    }
    #expect(claim.cause.shortfalls == fixture.noPlan.cause.shortfalls)
    #expect(claim.cause.violations == fixture.noPlan.cause.violations)
    #expect(claim.cause.binding == fixture.noPlan.cause.binding)
    #expect(claim.certificate == PlanFixture.certificate)
    #expect(reading.disagreements(with: .noPlan(fixture.noPlan)).isEmpty)
  }

  @Test func aStatedTotalThatDoesNotFollowIsNamed() {
    let reading = tampered("\"total_cost\": \"183.5\"", "\"total_cost\": \"1\"")
    #expect(reading.faults.isEmpty)
    let disagreements = reading.disagreements(with: PlanFixture().answer)
    #expect(
      disagreements.map(\.message) == ["`plan.json` says `1` at `total_cost`, where the instance gives `183.5`"])
  }

  @Test func anotherLayoutOfTheSameFileAgrees() throws {
    let fixture = PlanFixture()
    let bytes = PlanDocument(fixture.answer, PlanContext()).bytes
    let tree = try JSONSerialization.jsonObject(with: Data(bytes))
    let other = try JSONSerialization.data(withJSONObject: tree, options: [.sortedKeys])
    let reading = PlanReader.read(plan: Array(other), certificate: nil, fixture.instance)
    #expect(reading.faults.isEmpty)
    #expect(reading.disagreements(with: fixture.answer).isEmpty)
  }

  @Test(arguments: [
    ("\"origin\": \"Turin\"", "\"origin\": \"Trento\"", "the instance has no site `Trento`"),
    ("\"destination\": \"Paris\"", "\"destination\": \"Parma\"", "the instance has no lane from `Lyon` to `Parma`"),
    (
      "\"provider\": \"Blue Parcel\", \"mode\"", "\"provider\": \"Red\", \"mode\"", "the instance has no provider `Red`"
    ),
    ("\"mode\": \"road\"", "\"mode\": \"rail\"", "the instance has no mode `rail`"),
    ("\"service\": \"express\"", "\"service\": \"slow\"", "the instance has no service `slow`"),
    ("\"product\": \"coffee\"", "\"product\": \"cocoa\"", "the instance has no product `cocoa`"),
    ("\"order\": \"O-1\"", "\"order\": \"O-2\"", "the instance has no demand of `Rome` for `coffee` in order `O-2`"),
    ("\"customer\": \"Rome\"", "\"customer\": \"Roma\"", "the instance has no customer `Roma`"),
    ("\"quantity\": \"7\"", "\"quantity\": \"7.0001\"", "`7.0001` is not a positive multiple of 0.001 unit"),
    ("\"quantity\": \"7\"", "\"quantity\": \"-7\"", "`-7` is not a positive multiple of 0.001 unit"),
    ("\"quantity\": \"7\"", "\"quantity\": \"seven\"", "`seven` is not a quantity"),
    ("\"quantity\": \"7\"", "\"quantity\": 7", "`plan.json` has no text at `flows[0].quantity`"),
    ("\"quantity\": \"7\"", "\"quantity\": \"99999999999999999999999999999\"", "is not a positive multiple"),
    ("\"site\": \"Lyon\", \"period\"", "\"site\": \"Lille\", \"period\"", "the instance has no site `Lille`"),
    ("\"status\": \"optimal\"", "\"status\": \"splendid\"", "`splendid` is no status of an answer"),
    ("\"stopped_by\": \"proof\"", "\"stopped_by\": \"whim\"", "`whim` is no reason to stop"),
    ("\"schema_version\": 1", "\"schema_version\": 2", "`plan.json` has schema version 2, this program reads 1"),
    ("\"engine\": \"glpk\",\n", "", "`plan.json` lacks `engine`"),
    ("\"instance\"", "instance", "`plan.json` is not JSON")
  ])
  func whatTheInstanceDoesNotHaveIsNamed(_ old: String, _ new: String, _ message: String) {
    let reading = tampered(old, new)
    #expect(reading.claim == nil)
    #expect(reading.faults.contains { $0.message.contains(message) }, "\(reading.faults.map(\.message))")
  }

  @Test func aFlowThatStandsTwiceIsNamed() throws {
    let text = String(decoding: PlanDocument(PlanFixture().answer, PlanContext()).bytes, as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.contains("\"origin\"") })
    let reading = tampered(String(line), "\(line)\n\(line)")
    #expect(reading.faults.map(\.message) == ["plan.json: flows[1]: the same flow stands there twice"])
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{\"schema_version\": 1}", "{\"schema_version\": 1, \"levels\": [{}]}",
    "{\"schema_version\": 1, \"levels\": [{\"counts_objective\": true, \"vectors\": [], \"nodes\": [{\"leaf\": 0}]}]}",
    level(nodes: "{\"split\": [\"site_open\", \"Lyon\", \"\"], \"at\": 0, \"low\": 0, \"high\": 1}"),
    level(nodes: "{\"split_sum\": 0, \"at\": 0, \"low\": 0, \"high\": 1}"), level(nodes: "{\"split_sum\": 0}"),
    level(nodes: "{\"leaf\": 0, \"sums\": [[\"x\", \"0\"]]}"), level(nodes: "{\"leaf\": 0, \"sums\": [[\"1\"]]}"),
    level(nodes: "{\"leaf\": 0, \"sums\": [[\"1\", \"first\"]]}"),
    level(nodes: "{\"leaf\": 0, \"split_sum\": 0, \"at\": 0, \"low\": 0, \"high\": 0}"),
    level(nodes: "{\"leaf\": 0}], \"sums\": [[[\"site_open\", \"Lille\", \"\"]]"),
    level(nodes: "{\"leaf\": -1}"), level(nodes: "{}"), level(vectors: "[\"1\", \"nonsense\", \"1\"]"),
    level(vectors: "[\"1\", \"capacity_max\", \"4\"]"), level(vectors: "[\"1\", \"capacity_max\", \"-1\"]"),
    level(vectors: "[\"1\", \"capacity_max\", \"99999999999\"]"), level(vectors: "[\"1\", \"capacity_max\"]"),
    level(vectors: "[\"1\", \"capacity_max\", \"0\", \"0\"]"), level(vectors: "[\"x\", \"capacity_max\", \"0\"]"),
    level(vectors: "[1, \"capacity_max\", \"0\"]"), level(vectors: "[\"1\", \"capacity_max\"]"),
    level(vectors: "[\"1\", \"balance\", \"Lille\", \"\", \"pooled\", \"tea\"]"),
    level(vectors: "[\"1\", \"balance\", \"Lyon\", \"\", \"mixed\", \"tea\"]"),
    level(vectors: "[\"1\", \"lane_used\", \"0\", \"sometimes\"]"),
    String(repeating: "[", count: 100_000)
  ])
  func aBrokenCertificateIsAFaultAndNoCrash(_ text: String) {
    let fixture = PlanFixture()
    let plan = PlanDocument(fixture.answer, PlanContext()).bytes
    let reading = PlanReader.read(plan: plan, certificate: Array(text.utf8), fixture.instance)
    #expect(reading.claim == nil)
    #expect(reading.faults.count == 1)
    #expect(reading.faults.allSatisfy { $0.message.contains("certificate.json") })
  }

  private static func level(vectors: String = "", nodes: String = "{\"leaf\": 0}") -> String {
    "{\"schema_version\": 1, \"levels\": [{\"counts_objective\": true, \"vectors\": [[\(vectors)]], "
      + "\"nodes\": [\(nodes)]}]}"
  }

  @Test func everyRuleAndDecisionReadsBack() {
    let rules = PlanVocabulary.rules
    let certificate = Certificate(levels: [
      LevelCertificate(
        countsObjective: false, vectors: [MultiplierVector(rules.map { .init($0, .one) })],
        nodes: [.leaf(vector: 0), .leaf(vector: 0)]
          + PlanVocabulary.decisions.map { .split(decision: $0, at: 3, low: 0, high: 1) })
    ])
    let fixture = PlanFixture()
    let bytes = CertificateDocument(certificate, fixture.instance).bytes
    let reading = PlanReader.read(
      plan: PlanDocument(fixture.answer, PlanContext()).bytes, certificate: bytes, fixture.instance)
    #expect(reading.faults.isEmpty)
    guard case .plan(let claim) = reading.claim else { return }
    #expect(claim.certificate == certificate)
    let words = RuleWords(fixture.instance)
    for rule in rules { #expect(!words.say(rule).text.isEmpty) }
  }

  @Test func splitSumsAndTheirMultipliersReadBack() {
    let open = [SiteID(0), SiteID(1)].map { Decision.siteOpen($0, PeriodID(0)) }
    let certificate = Certificate(levels: [
      LevelCertificate(
        countsObjective: true, vectors: [MultiplierVector([])],
        nodes: [
          .leaf(vector: 0, sums: [.init(sum: 0, Rational(mantissa: -25, decimals: 1)), .init(sum: 1, .one)]),
          .leaf(vector: 0), .splitSum(sum: 0, at: 1, low: 0, high: 1),
        ], sums: [open, [open[1]]])
    ])
    let fixture = PlanFixture()
    let bytes = CertificateDocument(certificate, fixture.instance).bytes
    let reading = PlanReader.read(
      plan: PlanDocument(fixture.answer, PlanContext()).bytes, certificate: bytes, fixture.instance)
    #expect(reading.faults.isEmpty)
    guard case .plan(let claim) = reading.claim else { return }
    #expect(claim.certificate == certificate)
  }

  @Test func aFolderOrItsPlanFileAreReadAlike() throws {
    let root = NSTemporaryDirectory() + "lanewise-reading-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let fixture = PlanFixture()
    #expect(throws: PlanReader.ReadFault.missing(root)) { try PlanReader.read(root, fixture.instance) }
    let files = PlanFolder.files(
      fixture.answer, PlanContext(scenario: "peak"), report: nil, command: "plan", options: [], inputs: [])
    try OutputFolder.write(to: root, files: files, instanceFolder: nil)
    #expect(try PlanReader.scenario(root) == "peak")
    for path in [root, root + "/", root + "/plan.json"] {
      let reading = try PlanReader.read(path, fixture.instance)
      guard case .plan(let claim) = reading.claim else {
        Issue.record("no claim at \(path)")
        continue
      }
      #expect(claim.plan == fixture.plan)
      #expect(claim.certificate == PlanFixture.certificate)
    }
  }

  /// Bytes changed at random: a fault or a claim, never a crash.
  @Test func noMutationCrashesTheReader() {
    let fixture = PlanFixture()
    let plan = PlanDocument(fixture.answer, PlanContext()).bytes
    let certificate = CertificateDocument(PlanFixture.certificate, fixture.instance).bytes
    let scale = ProcessInfo.processInfo.environment["LANEWISE_TEST_SCALE"].flatMap(Double.init) ?? 1
    for seed in 0..<UInt64(200 * scale) {
      var random = SplitMix64(seed: seed)
      let reading = PlanReader.read(
        plan: random.mutated(plan), certificate: random.mutated(certificate), fixture.instance)
      #expect((reading.claim == nil) == !reading.faults.isEmpty, "seed \(seed)")
    }
  }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
private struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var changed = bytes
    for _ in 0..<(next() % 4) {
      let place = Int(next() % UInt64(changed.count))
      switch next() % 3 {
      case 0: changed[place] = UInt8(truncatingIfNeeded: next())
      case 1: changed.remove(at: place)
      default: changed[place] = Array("0123456789-\"[]{},:".utf8)[Int(next() % 18)]
      }
    }
    return changed
  }
}
