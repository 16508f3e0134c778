public import Logistics

/// `certificate.json`: a certificate in the instance's own names, with a legend of the rows that it numbers.
public struct CertificateDocument: Sendable {
  public static let fileName = "certificate.json"
  /// Of certificates whose levels have one vector each; others number their rules, and the decisions that they split.
  public static let schemaVersion = 1
  static let numberingVersion = 3

  private let certificate: Certificate
  private let instance: Instance

  public init(_ certificate: Certificate, _ instance: Instance) {
    self.certificate = certificate
    self.instance = instance
  }

  public var bytes: [UInt8] { file.bytes }

  var file: OutputFile { OutputFile(name: CertificateDocument.fileName) { json in write(&json) } }

  private func write(_ json: inout JSONWriter) {
    let coding = CertificateCoding(instance)
    json.object { json in
      json.member("schema_version", count: version)
      json.member("instance", instance.name)
      CertificateLegend(certificate, instance).write(&json)
      json.list("levels", certificate.levels) { json, level in write(&json, level, coding) }
    }
  }

  private var version: Int {
    certificate.levels.contains { $0.vectors.count > 1 }
      ? CertificateDocument.numberingVersion : CertificateDocument.schemaVersion
  }

  private func write(_ json: inout JSONWriter, _ level: LevelCertificate, _ coding: CertificateCoding) {
    json.object { json in
      json.member("counts_objective", flag: level.countsObjective)
      if level.vectors.count > 1 {
        write(&json, VectorTable(level.vectors), coding)
        write(&json, level.nodes, NodeTable(level.nodes), coding)
      } else {
        json.list("vectors", level.vectors) { json, vector in
          json.array { json in
            for entry in vector.entries { write(&json, entry, coding) }
          }
        }
        json.list("nodes", level.nodes) { json, node in
          json.object(.inline) { json in write(&json, node, coding) }
        }
      }
      if !level.sums.isEmpty {
        json.list("sums", level.sums) { json, decisions in
          json.array(.inline) { json in
            for decision in decisions {
              json.array(.inline) { json in
                for key in coding.term(decision) { json.string(key) }
              }
            }
          }
        }
      }
      guard !level.blocks.isEmpty else { return }
      json.list("blocks", level.blocks) { json, block in
        json.object(.inline) { json in
          if let opening = block.opening { json.list("opening", coding.term(opening), .inline) { $0.string($1) } }
          if let capacity = block.capacity { json.list("capacity", coding.term(capacity), .inline) { $0.string($1) } }
          if let key = block.schedule { json.list("schedule", coding.schedule(key), .inline) { $0.string($1) } }
        }
      }
    }
  }

  private func write(_ json: inout JSONWriter, _ entry: MultiplierVector.Entry, _ coding: CertificateCoding) {
    json.array(.inline) { json in
      json.string(ExactText.exact(entry.multiplier))
      for key in coding.term(entry.rule) { json.string(key) }
    }
  }

  private func write(_ json: inout JSONWriter, _ table: VectorTable, _ coding: CertificateCoding) {
    json.list("rules", table.rules) { json, rule in
      json.array(.inline) { json in
        for key in coding.term(rule) { json.string(key) }
      }
    }
    json.list("vectors", table.vectors) { json, vector in
      json.object(.compact) { json in
        if !vector.runs.isEmpty {
          if vector.decimals > 0 { json.member("decimals", count: vector.decimals) }
          json.list("runs", vector.runs, .compact) { json, run in
            json.array(.compact) { json in
              json.integer(run.first)
              for value in run.values { json.integer(Int(value)) }
            }
          }
        }
        if !vector.others.isEmpty {
          json.list("others", vector.others, .compact) { json, entry in write(&json, entry, coding) }
        }
        if !vector.multiples.isEmpty {
          json.list("multiples", vector.multiples, .compact) { json, part in
            json.array(.compact) { json in
              json.integer(part.vector)
              json.string(ExactText.exact(part.factor))
            }
          }
        }
      }
    }
  }

  private func write(
    _ json: inout JSONWriter, _ nodes: [CertificateNode], _ table: NodeTable, _ coding: CertificateCoding
  ) {
    if !table.decisions.isEmpty {
      json.list("decisions", table.decisions) { json, decision in
        json.array(.inline) { json in
          for key in coding.term(decision) { json.string(key) }
        }
      }
    }
    json.list("nodes", nodes.indices, .compact) { json, place in
      if case .leaf(let vector, let sums) = nodes[place], sums.isEmpty {
        json.integer(vector)
      } else if let split = table.split(nodes[place], at: place) {
        json.array(.compact) { json in
          for number in split { json.integer(number) }
        }
      } else {
        json.object(.compact) { json in write(&json, nodes[place], coding) }
      }
    }
  }

  private func write(_ json: inout JSONWriter, _ node: CertificateNode, _ coding: CertificateCoding) {
    switch node {
    case .leaf(let vector, let sums):
      json.member("leaf", count: vector)
      guard !sums.isEmpty else { return }
      json.list("sums", sums, .inline) { json, sum in
        json.array(.inline) { json in
          json.string(ExactText.exact(sum.multiplier))
          json.string(String(sum.sum))
        }
      }
    case .split(let decision, let at, let low, let high):
      json.list("split", coding.term(decision), .inline) { $0.string($1) }
      json.member("at", count: Int(at))
      json.member("low", count: low)
      json.member("high", count: high)
    case .splitSum(let sum, let at, let low, let high):
      json.member("split_sum", count: sum)
      json.member("at", count: Int(at))
      json.member("low", count: low)
      json.member("high", count: high)
    }
  }
}

/// What the numbers in a certificate stand for: names, and the row of the tables.
private struct CertificateLegend {
  private let names: PlanNames
  private var links: Set<LinkID> = []
  private var lanes: Set<LaneID> = []
  private var rows: Set<DemandID> = []
  private var orders: Set<OrderID> = []
  private var supplies: Set<SupplyID> = []
  private var offers: Set<OfferID> = []
  private var constraints: Set<ConstraintID> = []

  init(_ certificate: Certificate, _ instance: Instance) {
    names = PlanNames(instance)
    for level in certificate.levels {
      for vector in level.vectors {
        for entry in vector.entries { add(entry.rule) }
      }
      for case .split(let decision, _, _, _) in level.nodes { add(decision) }
      for decision in level.sums.joined() { add(decision) }
      for block in level.blocks {
        if let opening = block.opening { add(opening) }
        if let capacity = block.capacity { add(capacity) }
      }
    }
  }

  private mutating func add(_ commodity: Commodity) {
    if case .row(let row) = commodity { rows.insert(row) }
  }

  private mutating func add(_ rule: Rule) {
    switch rule {
    case .balance(_, _, let commodity): add(commodity)
    case .supplyMaximum(let row), .supplyMinimum(let row): supplies.insert(row)
    case .demand(let row): rows.insert(row)
    case .wholeOrder(let order), .oneOfferALeg(let order, _, _): orders.insert(order)
    case .linking(let dependent, let switching):
      add(dependent)
      add(switching)
    case .usage(let decision): add(decision)
    case .capacityMaximum(let lane), .capacityMinimum(let lane), .minimumIfUsed(let lane): lanes.insert(lane)
    case .minimumCharge(let lane, let order):
      lanes.insert(lane)
      if let order { orders.insert(order) }
    case .constraintLeast(let constraint), .constraintMost(let constraint): constraints.insert(constraint)
    case .tender(.kept(let decision, _)): add(decision)
    case .tender(.shipmentsLeast(let lane)), .tender(.shipmentsMost(let lane)): lanes.insert(lane)
    case .throughputMaximum, .throughputMinimum, .singleAward, .singleSource, .productSources, .furtherSources,
      .fillFloor, .shareLeast, .shareMost, .shareFloor, .rankedRate, .creditLimit, .partnerMargin, .channelShareLeast,
      .channelShareMost, .territoryShareLeast, .territoryShareMost, .tender, .objectiveKept:
      break
    }
  }

  private mutating func add(_ decision: Decision) {
    switch decision {
    case .flow(let key):
      links.insert(key.link)
      add(key.commodity)
    case .wholeLeg(let order, let link), .orderOnLink(let order, let link):
      orders.insert(order)
      links.insert(link)
    case .unmet(let row): rows.insert(row)
    case .orderShort(let order), .orderAtSite(let order, _): orders.insert(order)
    case .offerTaken(let offer): offers.insert(offer)
    case .laneUsed(let lane, _), .pooledOnLane(let lane): lanes.insert(lane)
    case .orderOnLane(let lane, let order, _):
      lanes.insert(lane)
      orders.insert(order)
    case .minimumTopUp(let lane, let order):
      lanes.insert(lane)
      if let order { orders.insert(order) }
    case .linkAwarded(let link): links.insert(link)
    case .orderInConstraint(let order, let constraint):
      orders.insert(order)
      constraints.insert(constraint)
    case .constraintExcess(let id), .constraintShortfall(let id), .constraintActive(let id): constraints.insert(id)
    case .tender(.originCounted(let id, _)): constraints.insert(id)
    case .tender(.shipments(let lane)): lanes.insert(lane)
    case .siteOpen, .providerEngaged, .partnerEngaged, .customerSource, .productSource, .furtherSources, .commonShare,
      .atFloor, .rankedRate, .rateShortfall, .tender:
      break
    }
  }

  func write(_ json: inout JSONWriter) {
    let instance = names.instance
    json.key("legend")
    json.object { json in
      list(&json, "links", links) { names.words($0) }
      list(&json, "lanes", lanes) { instance.place(instance.lanes.marks[$0.index]) }
      list(&json, "demand", rows) { instance.place(instance[$0].mark) }
      list(&json, "orders", orders) { order in
        let place = instance[order].rows.first.map { instance.place(instance[$0].mark) }
        return [instance[order].name, place].compactMap { $0 }.joined(separator: " at ")
      }
      list(&json, "supply", supplies) { instance.place(instance.supplies[$0].mark) }
      list(&json, "offers", offers) { instance[$0].name }
      list(&json, "constraints", constraints) { instance[$0].name }
    }
  }

  private func list<ID: DenseID>(_ json: inout JSONWriter, _ name: String, _ ids: Set<ID>, _ words: (ID) -> String) {
    json.list(name, ids.sorted()) { json, id in
      json.array(.inline) { json in
        json.string(String(id.index))
        json.string(words(id))
      }
    }
  }
}
