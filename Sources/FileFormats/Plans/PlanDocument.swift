import Logistics
public import Verification

/// `plan.json`: everything that an answer says, for programs to read.
public struct PlanDocument: Sendable {
  public static let fileName = "plan.json"
  public static let schemaVersion = 1

  private let answer: VerifiedAnswer
  private let context: PlanContext

  public init(_ answer: VerifiedAnswer, _ context: PlanContext) {
    self.answer = answer
    self.context = context
  }

  /// The same bytes for the same answer, but for `seconds`.
  public var bytes: [UInt8] { file.bytes }

  var file: OutputFile { OutputFile(name: PlanDocument.fileName) { json in write(&json) } }

  private func write(_ json: inout JSONWriter) {
    json.object { json in
      json.member("schema_version", count: PlanDocument.schemaVersion)
      switch answer {
      case .plan(let plan): PlanWriting(plan).write(&json, context)
      case .noPlan(let noPlan): NoPlanWriting(noPlan).write(&json, context)
      }
      json.key("seconds")
      json.object { json in
        for phase in context.phases { json.member(phase.name, measured: phase.seconds) }
      }
    }
  }

  static func writeRun(_ json: inout JSONWriter, _ run: RunRecord, isVerified: Bool = true) {
    json.member("engine", run.engine)
    json.list("attempts", run.attempts) { json, attempt in
      json.object(.inline) { json in
        json.member("engine", attempt.engine)
        json.member("method", attempt.method)
        json.member("result", attempt.result)
      }
    }
    json.member("verified", flag: isVerified)
  }
}

/// The members of `plan.json` for a plan.
private struct PlanWriting {
  let plan: VerifiedPlan
  let names: PlanNames
  let levels: [LevelSummary]

  init(_ plan: VerifiedPlan) {
    self.plan = plan
    names = PlanNames(plan.instance)
    levels = LevelSummary.all(plan)
  }

  var instance: Instance { plan.instance }
  var facts: PlanEvaluation { plan.evaluation }

  func write(_ json: inout JSONWriter, _ context: PlanContext) {
    json.member("instance", instance.name)
    json.member("scenario", context.scenario)
    json.member("status", plan.status.rawValue)
    json.member("stopped_by", plan.run.stoppedBy.rawValue)
    writeObjectives(&json)
    writeTotals(&json)
    PlanDocument.writeRun(&json, plan.run)
    json.key("costs")
    json.object { json in
      for item in facts.costs { json.member(item.kind.rawValue, item.amount.description) }
    }
    json.list("providers_used", used(instance.providers.map(\.name), facts.providersUsed)) { $0.string($1) }
    json.list("offers_taken", instance.offers.indices.filter { isSet(facts.offersTaken, $0) }) { json, index in
      let offer = instance.offers[index]
      json.object(.inline) { json in
        json.member("offer", offer.name)
        json.member("provider", offer.provider.map { instance[$0].name })
      }
    }
    if !instance.sales.channels.isEmpty { json.list("channels", SellerSummary.channels(plan), .lines, writeChannel) }
    json.list("flows", plan.plan.flows.indices, .lines, writeFlow)
    json.list("supplied", facts.supplied, .lines, writeSupplied)
    json.list("sites_open", openSites, .lines, writeOpenSite)
    writeUnmet(&json)
    writeAdvice(&json)
    json.list("missed_by_less_than_a_step", facts.missedByLessThanAStep) { json, missed in
      json.object(.inline) { json in
        json.member("rule", missed.kind.rawValue)
        json.member("message", missed.message)
        json.member("source", names.place(missed.mark))
      }
    }
  }

  private func writeObjectives(_ json: inout JSONWriter) {
    json.member("objectives_are_default", flag: instance.objectivesAreDefault)
    json.list("objectives", levels) { json, level in
      json.object(.inline) { json in
        json.member("name", level.name)
        json.member("sense", level.sense)
        json.member("value", ExactText.decimal(level.level.value))
        json.member("bound", level.boundText)
        json.member("bound_by", level.boundBy)
        json.member("certified_bound", level.certifiedText)
        json.member("bound_certified", flag: level.boundIsCertified)
        json.member("gap", measured: level.level.gap)
      }
    }
    json.member("bound", levels.last?.boundText)
    json.member("certified_bound", levels.last?.certifiedText)
    json.member("bound_certified", flag: levels.last?.boundIsCertified ?? false)
    json.member("gap", measured: levels.last?.level.gap)
  }

  private func writeTotals(_ json: inout JSONWriter) {
    json.member("currency", instance.settings.currency)
    json.member("quantity_unit", instance.settings.quantityUnit)
    json.member("total_cost", facts.totalCost.description)
    json.member("revenue", facts.revenue?.description)
    json.member("profit", facts.profit?.description)
    json.member("fill_rate", ExactText.decimal(facts.fillRate))
    json.member("served", ExactText.exact(facts.servedTotal))
    json.member("demanded", ExactText.exact(facts.demandedTotal))
    json.member("orders_served", count: facts.ordersServed)
    json.member("orders", count: facts.ordersAsked)
  }

  private func writeChannel(_ json: inout JSONWriter, _ channel: SellerSummary) {
    json.object(.inline) { json in
      json.member("channel", channel.name)
      json.member("quantity", ExactText.decimal(channel.sales.units))
      json.member("share", ExactText.decimal(channel.share))
      json.member("fill_rate", ExactText.decimal(channel.fillRate))
      json.member("sales", ExactText.decimal(channel.sales.value))
      json.member("revenue", ExactText.decimal(channel.sales.revenue))
      json.member("commission", ExactText.decimal(channel.sales.commission))
      json.member("fees", ExactText.decimal(channel.sales.fees))
      json.member("margin", channel.sales.ownShare.map { ExactText.decimal($0) })
      json.member("growth", channel.growth.map { ExactText.decimal($0) })
      json.member("inventory_turns", channel.turns.map { ExactText.decimal($0) })
      json.list("targets", channel.targets) { json, target in
        json.object(.inline) { json in
          json.member("target", target.name)
          json.member("value", ExactText.decimal(target.value))
          json.member("reached", ExactText.decimal(target.reached))
          json.member("met", flag: target.isMet)
        }
      }
    }
  }

  private func writeFlow(_ json: inout JSONWriter, _ index: Int) {
    let flow = plan.plan.flows[index]
    let key = flow.key
    json.object(.inline) { json in
      json.member("origin", names.origin(key.link))
      json.member("destination", names.destination(key.link))
      json.member("provider", names.provider(key.link))
      json.member("mode", names.mode(key.link))
      json.member("service", names.service(key.link))
      json.member("offer", names.offer(key.link))
      json.member("channel", names.channel(key.link))
      json.member("partner", names.partner(key.link))
      json.member("product", names.product(key.commodity))
      json.member("period", names.period(key.period))
      json.member("due", names.due(key.commodity))
      json.member("order", names.order(key.commodity))
      json.member("customer", names.customer(key.commodity))
      json.member("quantity", instance.settings.resolution.text(flow.quantity))
      json.member("cost", facts.flows[index].cost.description)
      json.member("source", names.place(instance.lanes.marks[facts.flows[index].pricedBy.index]))
      json.member("demand", names.place(names.row(key.commodity)?.mark))
    }
  }

  private func writeSupplied(_ json: inout JSONWriter, _ supplied: SuppliedQuantity) {
    json.object(.inline) { json in
      json.member("site", instance[supplied.key.site].name)
      json.member("product", instance[supplied.key.product].name)
      json.member("period", names.period(supplied.key.period))
      json.member("quantity", instance.settings.resolution.text(supplied.quantity))
      json.member("cost", supplied.cost.description)
    }
  }

  private var openSites: [(site: Int, period: Int)] {
    plan.plan.openSites.indices.flatMap { period in
      plan.plan.openSites[period].indices.filter { plan.plan.openSites[period][$0] }.map { ($0, period) }
    }
  }

  private func writeOpenSite(_ json: inout JSONWriter, _ open: (site: Int, period: Int)) {
    json.object(.inline) { json in
      json.member("site", instance.sites[open.site].name)
      json.member("period", names.period(PeriodID(open.period)))
    }
  }

  private func writeUnmet(_ json: inout JSONWriter) {
    let reasons = ShortfallReasons(plan)
    json.list("unmet", instance.demand.indices.filter { facts.unmet[$0].isPositive }) { json, index in
      let row = instance.demand[index]
      json.object(.inline) { json in
        json.member("customer", instance[row.customer].name)
        json.member("product", instance[row.product].name)
        json.member("period", names.period(row.period))
        json.member("order", instance[row.order].name)
        json.member("quantity", ExactText.exact(facts.unmet[index]))
        json.member("reason", reasons.reason(DemandID(index)))
        json.member("source", instance.place(row.mark))
      }
    }
  }

  /// Breaks that would cost less in all, though more would move.
  private func writeAdvice(_ json: inout JSONWriter) {
    json.list("advice", TierWords(plan).advice, .lines) { json, item in
      json.object(.inline) { json in
        json.member("kind", "next_break")
        json.member("charge", item.charge)
        json.member("provider", item.provider)
        json.member("more", ExactText.decimal(item.more))
        json.member("unit", item.unit)
        json.member("saving", ExactText.decimal(item.saving))
        json.member("message", item.text)
        json.member("source", names.place(item.mark))
      }
    }
  }

  private func used(_ all: [String], _ flags: [Bool]) -> [String] {
    all.indices.filter { isSet(flags, $0) }.map { all[$0] }
  }

  private func isSet(_ flags: [Bool], _ index: Int) -> Bool { flags.indices.contains(index) && flags[index] }
}
