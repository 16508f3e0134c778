/// Any JSON, to compare two files member by member.
enum JSONValue: Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// For messages; lists and objects only by their kind.
  var words: String {
    switch self {
    case .null: "`null`"
    case .flag(let value): "`\(value)`"
    case .number(let value): "`\(value)`"
    case .text(let text): "`\(text)`"
    case .list(let elements): "a list of \(elements.count)"
    case .object: "an object"
    }
  }
}

extension JSONValue: Decodable {
  private struct Key: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// What is most frequent is tried first: a wrong guess costs a thrown error.
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let members = try? decoder.container(keyedBy: Key.self) {
      var object: [String: JSONValue] = [:]
      for key in members.allKeys { object[key.stringValue] = try members.decode(JSONValue.self, forKey: key) }
      self = .object(object)
    } else if var elements = try? decoder.unkeyedContainer() {
      var list: [JSONValue] = []
      while !elements.isAtEnd { list.append(try elements.decode(JSONValue.self)) }
      self = .list(list)
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else {
      self = .number(try value.decode(Double.self))
    }
  }

  /// Where the two differ, as `flows[3].cost`, in a fixed order; at most `limit`.
  static func differences(
    _ a: JSONValue, _ b: JSONValue, at path: String = "", limit: Int
  ) -> [(path: String, a: JSONValue, b: JSONValue)] {
    if limit <= 0 || a == b { return [] }
    var found: [(path: String, a: JSONValue, b: JSONValue)] = []
    switch (a, b) {
    case (.object(let left), .object(let right)):
      for key in Set(left.keys).union(right.keys).sorted() {
        found += differences(
          left[key] ?? .null, right[key] ?? .null, at: path.isEmpty ? key : "\(path).\(key)",
          limit: limit - found.count)
      }
    case (.list(let left), .list(let right)) where left.count == right.count:
      for index in left.indices {
        found += differences(left[index], right[index], at: "\(path)[\(index)]", limit: limit - found.count)
      }
    default: found.append((path, a, b))
    }
    return found
  }
}
