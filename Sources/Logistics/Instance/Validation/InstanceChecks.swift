/// What only the whole instance shows: measures that are unknown but needed, counts that cannot be made, loose ends.
struct InstanceChecks {
  let instance: Instance
  let freezer: Freezer

  init(_ instance: Instance, _ freezer: Freezer) {
    self.instance = instance
    self.freezer = freezer
  }

  func run() {}
}
