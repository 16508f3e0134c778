/// A list that nearly always holds one element: that stands inline and takes no array of its own.
public struct ShortList<Element: Sendable>: RandomAccessCollection, Sendable {
  @usableFromInline enum Content: Sendable {
    case one(Element)
    case several([Element])
  }

  @usableFromInline let content: Content

  @inlinable public init(_ element: Element) { content = .one(element) }

  @inlinable public init(_ elements: [Element]) {
    content = elements.count == 1 ? .one(elements[0]) : .several(elements)
  }

  @inlinable public var startIndex: Int { 0 }

  @inlinable public var endIndex: Int {
    switch content {
    case .one: 1
    case .several(let elements): elements.count
    }
  }

  @inlinable public subscript(position: Int) -> Element {
    switch content {
    case .one(let element):
      precondition(position == 0, "the only element stands at 0")
      return element
    case .several(let elements): return elements[position]
    }
  }

  // As of any sequence, without copying the list for an iterator.

  @inlinable public func forEach(_ body: (Element) throws -> Void) rethrows {
    switch content {
    case .one(let element): try body(element)
    case .several(let elements): for element in elements { try body(element) }
    }
  }

  @inlinable public func reduce<Result>(_ initial: Result, _ next: (Result, Element) throws -> Result) rethrows -> Result {
    switch content {
    case .one(let element): return try next(initial, element)
    case .several(let elements): return try elements.reduce(initial, next)
    }
  }

  @inlinable public func contains(where matches: (Element) throws -> Bool) rethrows -> Bool {
    switch content {
    case .one(let element): return try matches(element)
    case .several(let elements): return try elements.contains(where: matches)
    }
  }
}
