// lanewise-verify: the check alone. It links nothing that solves.
import ArgumentParser
import FileFormats
import Glibc

@main
struct LanewiseVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lanewise-verify",
    abstract: "Check a plan against its instance, from the tables alone: every rule, every cost, every bound.",
    discussion: "exit codes: 0 the plan holds · 1 it does not · 65 bad instance data · 66 input missing · 74 read error",
    version: "0.1.0")

  @Argument(help: "The instance folder.")
  var instance: String

  @Argument(help: "The plan's folder, or its plan.json.")
  var plan: String

  @Option(help: "The scenario that was planned; by default the one that the plan names.")
  var scenario: String?

  func run() throws {
    let check = PlanFolderCheck(instance: instance, plan: plan, scenario: scenario)
    if !check.talk.isEmpty { _ = (check.talk + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) } }
    if !check.verdict.isEmpty { print(check.verdict) }
    if check.exitCode != 0 { throw ExitCode(check.exitCode) }
  }
}
