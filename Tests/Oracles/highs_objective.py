"""Solves each MPS file named on the command line with HiGHS; prints `name status objective` a line."""
import sys

import highspy

WORDS = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "unbounded_or_infeasible",
}


def solve(path, presolve):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.0)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", presolve)
    highs.readModel(path)
    highs.run()
    return WORDS.get(highs.getModelStatus(), "unknown"), highs.getInfo().objective_function_value


for path in sys.argv[1:]:
    status, objective = solve(path, "choose")
    # Presolve may not say which of the two it is.
    if status == "unbounded_or_infeasible":
        status, objective = solve(path, "off")
    print(path.rsplit("/", 1)[-1], status, repr(objective))
