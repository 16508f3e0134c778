import Logistics
import Verification

/// The members of `plan.json` where no plan exists.
struct NoPlanWriting {
  let answer: VerifiedNoPlan
  let words: RuleWords

  init(_ answer: VerifiedNoPlan) {
    self.answer = answer
    words = RuleWords(answer.instance)
  }

  var instance: Instance { answer.instance }

  func write(_ json: inout JSONWriter, _ context: PlanContext) {
    json.member("instance", instance.name)
    json.member("scenario", context.scenario)
    json.member("status", "infeasible")
    json.member("stopped_by", answer.run.stoppedBy.rawValue)
    json.member("certified", flag: answer.isCertified)
    PlanDocument.writeRun(&json, answer.run)
    json.key("cause")
    json.object { json in
      json.list("shortfalls", answer.cause.shortfalls, .lines, writeShortfall)
      json.list("violations", answer.cause.violations) { json, violation in
        writeRule(&json, violation.rule, amount: violation.amount)
      }
      json.list("binding", answer.cause.binding) { json, rule in writeRule(&json, rule, amount: nil) }
    }
  }

  private func writeShortfall(_ json: inout JSONWriter, _ shortfall: NoPlanCause.Shortfall) {
    let row = instance[shortfall.row]
    json.object(.inline) { json in
      json.member("customer", instance[row.customer].name)
      json.member("product", instance[row.product].name)
      json.member("period", words.names.period(row.period))
      json.member("order", instance[row.order].name)
      json.member("asked", ExactText.exact(row.quantity))
      json.member("short", ExactText.exact(shortfall.units))
      json.member("row", count: shortfall.row.index)
      json.member("source", instance.place(row.mark))
    }
  }

  private func writeRule(_ json: inout JSONWriter, _ rule: Rule, amount: Rational?) {
    let said = words.say(rule)
    json.object(.inline) { json in
      json.list("rule", CertificateCoding(instance).term(rule), .inline) { $0.string($1) }
      json.member("words", said.text)
      if let amount { json.member("amount", ExactText.exact(amount)) }
      json.member("source", words.names.place(said.mark))
    }
  }
}
