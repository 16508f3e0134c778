import FileFormats
import Logistics
import Testing

/// Certificates of several vectors: rules by number, multipliers as whole numbers, and what is wrong with such files.
@Suite struct CertificateEncodingTests {
  private func bytes(_ certificate: Certificate) -> [UInt8] {
    CertificateDocument(certificate, PlanFixture().instance).bytes
  }

  private func read(_ certificate: [UInt8]) -> PlanReading {
    let fixture = PlanFixture()
    return PlanReader.read(
      plan: PlanDocument(fixture.answer, PlanContext()).bytes, certificate: certificate, fixture.instance)
  }

  private func readBack(_ certificate: Certificate) -> Certificate? {
    guard case .plan(let claim) = read(bytes(certificate)).claim else { return nil }
    return claim.certificate
  }

  private static func certificate(_ vectors: [MultiplierVector]) -> Certificate {
    Certificate(levels: [
      LevelCertificate(
        countsObjective: true, vectors: vectors,
        nodes: [
          .leaf(vector: 0), .leaf(vector: vectors.count - 1),
          .split(decision: .siteOpen(SiteID(1), PeriodID(0)), at: 0, low: 0, high: 1),
        ])
    ])
  }

  @Test func everyVectorReadsBack() {
    let rules = PlanVocabulary.rules
    var state: UInt64 = 3
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let odd: [Rational] = [
      Rational(1, over: 3) ?? .zero, Rational(whole: 1 << 100), Rational(mantissa: 1, decimals: 30),
      Rational(mantissa: -(1 << 62), decimals: 18), Rational(whole: Int128(Int64.min)), Rational(whole: Int128(Int64.max)),
    ]
    for round in 0..<200 {
      var vectors: [MultiplierVector] = []
      for place in 0..<(1 + draw(6)) {
        var vector = MultiplierVector([])
        for rule in rules where draw(3) > 0 {
          let decimals = draw(5)
          var value = Rational(mantissa: Int128(draw(20_000) - 10_000), decimals: decimals)
          if draw(40) == 0 { value = odd[draw(odd.count)] }
          if !value.isZero { vector.entries.append(.init(rule, value)) }
        }
        if draw(3) == 0 { vector.entries.reverse() }
        if place > 0, draw(2) == 0 {
          vector.multiples = [
            .init(vector: 0, factor: .one), .init(vector: draw(place), factor: Rational(mantissa: Int128(draw(999)), decimals: 3)),
          ]
        }
        vectors.append(vector)
      }
      let certificate = Self.certificate(vectors)
      let back = readBack(certificate)
      // Multipliers that are no decimals stand behind the others.
      #expect(back?.levels.count == 1, "round \(round)")
      for (vector, known) in zip(vectors, back?.levels.first?.vectors ?? []) {
        #expect(vector.multiples == known.multiples, "round \(round)")
        #expect(vector.entries.count == known.entries.count, "round \(round)")
        for entry in vector.entries { #expect(known.entries.contains(entry), "round \(round)") }
      }
      #expect(back?.levels.first?.nodes == certificate.levels[0].nodes)
    }
  }

  @Test func aMultiplierTakesFewBytes() {
    let demand = (0..<2).map { Rule.demand(DemandID($0)) } + PlanVocabulary.rules
    let vectors = (0..<200).map { index in
      MultiplierVector(demand.map { .init($0, Rational(mantissa: Int128(12_345 + index), decimals: 2)) })
    }
    let all = bytes(Self.certificate(vectors)).count
    let few = bytes(Self.certificate(Array(vectors.prefix(100)))).count
    #expect(Double(all - few) / Double(100 * demand.count) < 8)
  }

  @Test func aFileOfTheFirstVersionIsStillRead() throws {
    let text = """
      {"schema_version": 1, "instance": "x", "legend": {}, "levels": [{"counts_objective": true,
       "vectors": [[["12.5", "demand", "0"], ["-1/3", "capacity_max", "0"]], []],
       "nodes": [{"leaf": 0}, {"leaf": 1}, {"split": ["site_open", "Nantes", ""], "at": 0, "low": 0, "high": 1}]}]}
      """
    guard case .plan(let claim) = read(Array(text.utf8)).claim else {
      Issue.record("\(read(Array(text.utf8)).faults.map(\.message))")
      return
    }
    let vectors = claim.certificate.levels[0].vectors
    #expect(
      vectors == [
        MultiplierVector([
          .init(.demand(DemandID(0)), Rational(mantissa: 125, decimals: 1)),
          .init(.capacityMaximum(LaneID(0)), Rational(-1, over: 3) ?? .zero),
        ]), MultiplierVector([]),
      ])
  }

  private static func level(_ vector: String, rules: String = "[\"demand\", \"0\"], [\"demand\", \"1\"]") -> String {
    "{\"schema_version\": 2, \"levels\": [{\"counts_objective\": true, \"rules\": [\(rules)], \"vectors\": [\(vector)], "
      + "\"nodes\": [{\"leaf\": 0}]}]}"
  }

  @Test(arguments: [
    level("{\"runs\": [[0, 1, 2, 3]]}"), level("{\"runs\": [[3, 1]]}"), level("{\"runs\": [[-1, 1]]}"),
    level("{\"runs\": [[0, 1.5]]}"), level("{\"runs\": [[0, 1e3]]}"), level("{\"runs\": [[0, \"1\"]]}"),
    level("{\"runs\": [[0, 01]]}"), level("{\"runs\": [[0, 99999999999999999999]]}"), level("{\"runs\": [0, 1]}"),
    level("{\"runs\": [[0, 1], ]}"), level("{\"runs\": [[0, 1}"), level("{\"runs\": [[0 1]]}"),
    level("{\"decimals\": 19, \"runs\": [[0, 1]]}"), level("{\"decimals\": -1, \"runs\": [[0, 1]]}"),
    level("{\"decimals\": \"2\", \"runs\": [[0, 1]]}"),
    level("{\"others\": [[\"x\", \"demand\", \"0\"]]}"), level("{\"others\": [[\"1\", \"demand\", \"99\"]]}"),
    level("{\"others\": [[1, \"demand\", \"0\"]]}"), level("{\"multiples\": [[0]]}"),
    level("{\"multiples\": [[0, 1]]}"), level("{\"multiples\": [[0, \"1\", 2]]}"), level("{\"multiples\": [[\"0\", \"1\"]]}"),
    level("{\"multiples\": [0]}"), level("7"), level("{}", rules: "[\"nonsense\"]"), level("{}", rules: "\"demand\""),
    level("{}", rules: "[\"demand\", \"99\"]"), level("{}") + "]",
    "{\"schema_version\": 4, \"levels\": []}", "{\"schema_version\": 0, \"levels\": []}",
    "{\"schema_version\": 2, \"levels\": [{\"counts_objective\": 1, \"vectors\": [], \"nodes\": []}]}",
    "{\"schema_version\": 2, \"le\\ud800vels\": []}", "{\"schema_version\": 2, \"a\": \(String(repeating: "[", count: 100_000))",
  ])
  func whatIsWrongIsAFault(_ text: String) {
    let reading = read(Array(text.utf8))
    #expect(reading.claim == nil)
    #expect(reading.faults.count == 1, "\(reading.faults.map(\.message))")
    #expect(reading.faults.allSatisfy { $0.message.contains("certificate.json") })
  }

  private static func tree(_ nodes: String, decisions: String = "[\"site_open\", \"Nantes\", \"\"]") -> String {
    "{\"schema_version\": 3, \"levels\": [{\"counts_objective\": true, \"rules\": [], \"vectors\": [{}, {}], "
      + "\"decisions\": [\(decisions)], \"nodes\": [\(nodes)]}]}"
  }

  @Test(arguments: [
    tree("2"), tree("-1"), tree("\"0\""), tree("null"), tree("0.5"), tree("0,[0,0,1,2]"), tree("0,1,[0,0,1,0]"),
    tree("0,1,[0,0,-1,2]"), tree("0,1,[0,0,1,3]"), tree("0,1,[1,0,1,2]"), tree("0,1,[-1,0,1,2]"), tree("0,1,[0,0,1]"),
    tree("0,1,[0,0,1,2,3]"), tree("0,1,[]"), tree("0,1,[0,0,1,9223372036854775807]"), tree("0,1,[0,\"0\",1,2]"),
    tree("0,1,[0,0,1,2]", decisions: "[\"site_open\", \"nowhere\", \"\"]"), tree("0,1,[0,0,1,2]", decisions: "0"),
    tree("0,1,[0,0,1,2]", decisions: ""), tree("[0,0,1,1]"),
  ])
  func aTreeThatIsNoneIsAFault(_ text: String) {
    let reading = read(Array(text.utf8))
    #expect(reading.claim == nil)
    #expect(reading.faults.count == 1, "\(reading.faults.map(\.message))")
  }

  @Test func nodesOfAllFormsAreRead() {
    let split = #"{"split": ["site_open", "Nantes", ""], "at": 0, "low": 0, "high": 1}"#
    for nodes in ["0,1,[0,0,1,2]", "0, {\"leaf\": 1}, [0, 0, 1, 2]", "0,1,\(split)"] {
      guard case .plan(let claim) = read(Array(Self.tree(nodes).utf8)).claim else {
        Issue.record("\(nodes): \(read(Array(Self.tree(nodes).utf8)).faults.map(\.message))")
        continue
      }
      let isTurned = !nodes.hasSuffix("}")
      #expect(
        claim.certificate.levels[0].nodes == [
          .leaf(vector: 0), .leaf(vector: 1),
          .split(decision: .siteOpen(SiteID(1), PeriodID(0)), at: 0, low: isTurned ? 1 : 0, high: isTurned ? 0 : 1),
        ])
    }
  }

  @Test func aSplitTakesFewBytes() {
    func size(_ splits: Int) -> Int {
      var nodes: [CertificateNode] = [.leaf(vector: 0)]
      for index in 0..<splits {
        nodes.append(.leaf(vector: 1))
        nodes.append(
          .split(decision: .siteOpen(SiteID(1), PeriodID(0)), at: Int64(index), low: nodes.count - 2, high: nodes.count - 1))
      }
      let vectors = [MultiplierVector([]), MultiplierVector([])]
      return bytes(Certificate(levels: [LevelCertificate(countsObjective: true, vectors: vectors, nodes: nodes)])).count
    }
    #expect(Double(size(200) - size(100)) / 100 < 16)
  }

  @Test func soundFormsAreRead() {
    for text in [
      Self.level("{\"runs\": [[0, 1, 2]]}"), Self.level("{\"runs\": [[2]]}"), Self.level("{}"), Self.level("{\"runs\": []}"),
      Self.level("{\"decimals\": 18, \"runs\": [[1, -9223372036854775808]]}"), Self.level("{\"runs\": [[0, 0, -0]]}"),
      Self.level("{\"runs\" :\n[ [\t0 , 5 ] ] , \"unknown\": {\"a\": [1, \"]\\\"\", null]}}"),
    ] { #expect(read(Array(text.utf8)).faults.isEmpty, "\(text): \(read(Array(text.utf8)).faults.map(\.message))") }
  }
}
