// lanewise: the command line. Flags, progress and exit codes; everything else is a call on a library.
import ArgumentParser

@main
struct Lanewise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lanewise",
    abstract: "Plans distribution networks: who serves whom from where, with which logistics provider, at what cost.",
    discussion: """
      exit codes: 0 done · 1 the plan does not hold · 3 no plan exists · 4 stopped before any plan · 64 usage · \
      65 bad instance data · 66 input missing · 70 internal fault · 73 cannot create output · 74 read or write error · \
      130, 143 interrupted
      """,
    version: "0.1.0",
    subcommands: [
      New.self, Check.self, Plan.self, Compare.self, Explain.self, TradeoffCommand.self, StressCommand.self,
      BaselineCommand.self, Verify.self, Export.self, Import.self, Solve.self,
    ])
}
