import FoundationEssentials
import Logistics

/// Decodes a file that must be JSON of a known form; what is wrong with it becomes a fault that says where.
struct JSONReader {
  /// As people name it, for messages.
  let file: String

  func decode<Document: Decodable>(_ type: Document.Type, _ bytes: [UInt8]) throws(Fault) -> Document {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw Fault(at: nil, rule: "json-form", words(error))
    } catch {
      throw Fault(at: nil, rule: "json-form", "`\(file)` is not JSON")
    }
  }

  private func words(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "`\(file)` lacks `\(key.stringValue)`\(place(context.codingPath))"
    case .typeMismatch(let type, let context): "`\(file)` has no \(name(type))\(place(context.codingPath))"
    case .valueNotFound(let type, let context): "`\(file)` has no \(name(type))\(place(context.codingPath))"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "`\(file)` is not JSON" : "`\(file)` has something unexpected\(place(context.codingPath))"
    @unknown default: "`\(file)` cannot be read"
    }
  }

  private func place(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return text.isEmpty ? "" : " at `\(text)`"
  }

  private func name(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "text"
    case is Int.Type, is Double.Type, is Int64.Type: "number"
    case is Bool.Type: "`true` or `false`"
    case is [String: Any].Type: "object"
    default: "list"
    }
  }
}
