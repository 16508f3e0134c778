public import Analyses
public import ArgumentParser
public import FileFormats
public import Logistics
public import Planning

// Words of the libraries that may stand on the command line.
extension PlanOptions.EngineChoice: ExpressibleByArgument {}
extension ProgramFormat: ExpressibleByArgument {}
extension ImportFormat: ExpressibleByArgument {}
extension CostBridge.Method: ExpressibleByArgument {}
extension Objective: ExpressibleByArgument {}
