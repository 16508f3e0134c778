/// Numbers that an engine writes in every iteration: a fixed block of memory, so that no write asks whether it is shared or
/// being looked at. Whoever makes it gives it back.
struct WorkVector<Element: BitwiseCopyable>: RandomAccessCollection {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: Swift.max(1, count))
    elements.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { base.initialize(from: first, count: source.count) }
    }
  }

  init(repeating element: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: Swift.max(1, count))
    base.initialize(repeating: element, count: count)
  }

  func deallocate() { base.deallocate() }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    @inline(__always) nonmutating set {
      precondition(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  func fill(_ element: Element) { base.update(repeating: element, count: count) }

  /// From a vector of the same length.
  func copy(_ other: WorkVector) { base.update(from: other.base, count: Swift.min(count, other.count)) }

  func copy(_ elements: [Element]) {
    elements.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { base.update(from: first, count: Swift.min(count, source.count)) }
    }
  }
}
