import ArgumentParser
import FileFormats

/// Checks a plan folder against an instance, without any solver.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a plan against its instance, from the tables alone: every rule, every cost, every bound.")

  @Argument(help: "The instance folder.")
  var instance: String

  @Argument(help: "The plan's folder, or its plan.json.")
  var plan: String

  @Option(help: "The scenario that was planned; by default the one that the plan names.")
  var scenario: String?

  func run() throws {
    let check = PlanFolderCheck(instance: instance, plan: plan, scenario: scenario)
    if !check.talk.isEmpty { Terminal.say(check.talk) }
    if !check.verdict.isEmpty { print(check.verdict) }
    if check.exitCode != 0 { throw ExitCode(check.exitCode) }
  }
}
