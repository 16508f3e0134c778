"""Solves each MPS file named on the command line with HiGHS; prints `name status objective` a line."""
import sys

import highspy

for path in sys.argv[1:]:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.0)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.setOptionValue("threads", 1)
    highs.readModel(path)
    highs.run()
    status = highs.getModelStatus()
    words = {
        highspy.HighsModelStatus.kOptimal: "optimal",
        highspy.HighsModelStatus.kInfeasible: "infeasible",
        highspy.HighsModelStatus.kUnbounded: "unbounded",
        highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    }
    objective = highs.getInfo().objective_function_value
    print(path.rsplit("/", 1)[-1], words.get(status, "unknown"), repr(objective))
