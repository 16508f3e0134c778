import GLPKGuard

/// The request to stop as the C side can read it, from the solving thread.
final class StopSwitch: @unchecked Sendable {
  let handle: OpaquePointer

  /// Nil when there is no memory.
  init?() {
    guard let handle = gg_stop_new() else { return nil }
    self.handle = handle
  }

  deinit { gg_stop_free(handle) }

  func raise() { gg_stop_raise(handle) }

  func setDeadline(milliseconds: Int64) { gg_stop_set_deadline(handle, milliseconds) }
}
