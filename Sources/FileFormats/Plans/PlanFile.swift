/// `plan.json` as it is read back: what a claim consists of. What follows from it is computed again, not believed.
struct PlanFile: Decodable {
  var schema_version: Int
  var scenario: String?
  var status: String
  var stopped_by: String
  var engine: String
  var attempts: [Attempt]
  var objectives: [Objective]?
  var flows: [Flow]?
  var sites_open: [OpenSite]?
  var cause: Cause?

  struct Attempt: Decodable {
    var engine: String
    var method: String
    var result: String
  }

  struct Objective: Decodable {
    var bound: String?
    var bound_by: String?
  }

  struct Flow: Decodable {
    var origin: String
    var destination: String
    var provider: String?
    var mode: String?
    var service: String?
    var offer: String?
    var channel: String?
    var partner: String?
    var product: String
    var period: String
    /// Of the demand row, where it is another than the flow's.
    var due: String?
    var order: String?
    var customer: String?
    var quantity: String
    /// The demand row's place, where names alone do not say which one it is.
    var demand: String?
  }

  struct OpenSite: Decodable {
    var site: String
    var period: String
  }

  struct Cause: Decodable {
    var shortfalls: [Shortfall]
    var violations: [Violation]
    var binding: [Binding]
  }

  struct Shortfall: Decodable {
    var row: Int
    var short: String
  }

  struct Violation: Decodable {
    var rule: CertificateTerm
    var amount: String
  }

  struct Binding: Decodable { var rule: CertificateTerm }
}
