/// The parts of what moves as one. Nearly always there is one: it stands inline and takes no array of its own.
public struct PartList<Part: Sendable>: RandomAccessCollection, Sendable {
  @usableFromInline let only: Part?
  @usableFromInline let others: [Part]

  @inlinable public init(_ part: Part) {
    only = part
    others = []
  }

  @inlinable public init(_ parts: [Part]) {
    only = parts.first
    others = Array(parts.dropFirst())
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { only == nil ? 0 : 1 + others.count }

  @inlinable public subscript(position: Int) -> Part {
    if position == 0, let only { return only }
    return others[position - 1]
  }
}
