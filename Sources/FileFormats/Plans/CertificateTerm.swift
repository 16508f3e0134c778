/// A rule or decision as `certificate.json` has it: its kind, then its keys, such as `["balance", "Lyon", "", "pooled", "tea"]`.
///
/// Sites, products, customers, providers and periods stand by name; rows, links, orders and offers by their number in the
/// legend.
enum CertificateTerm: Sendable, Equatable {
  case text(String)
  case index(Int)
  case list([CertificateTerm])

  func write(_ json: inout JSONWriter) {
    switch self {
    case .text(let text): json.string(text)
    case .index(let index): json.integer(index)
    case .list(let terms):
      json.array(.inline) { json in
        for term in terms { term.write(&json) }
      }
    }
  }
}

extension CertificateTerm: Decodable {
  init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer() {
      if let text = try? single.decode(String.self) {
        self = .text(text)
        return
      }
      if let index = try? single.decode(Int.self) {
        self = .index(index)
        return
      }
    }
    var container = try decoder.unkeyedContainer()
    var terms: [CertificateTerm] = []
    while !container.isAtEnd { terms.append(try container.decode(CertificateTerm.self)) }
    self = .list(terms)
  }
}
