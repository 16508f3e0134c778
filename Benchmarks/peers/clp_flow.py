"""Clp on the network as a linear program, through its C interface. usage: clp_flow.py FILE dual|primal RUNS"""

import ctypes
import os
import sys

import cbcbox
import numpy as np

from flow_network import UNLIMITED, Network, cpu_seconds, report

LIBRARIES = os.path.join(os.path.dirname(cbcbox.__file__), "cbc_dist_avx2", "lib")
DOUBLES = np.ctypeslib.ndpointer(np.float64)


def library():
    for name in ("libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0", "libCoinUtils.so.0"):
        ctypes.CDLL(os.path.join(LIBRARIES, name), mode=ctypes.RTLD_GLOBAL)
    clp = ctypes.CDLL(os.path.join(LIBRARIES, "libClp.so.0"))
    clp.Clp_newModel.restype = ctypes.c_void_p
    for name in ("Clp_primalColumnSolution", "Clp_dualRowSolution"):
        getattr(clp, name).restype = ctypes.POINTER(ctypes.c_double)
        getattr(clp, name).argtypes = [ctypes.c_void_p]
    for name in ("Clp_initialDualSolve", "Clp_initialPrimalSolve", "Clp_status", "Clp_deleteModel"):
        getattr(clp, name).argtypes = [ctypes.c_void_p]
    clp.Clp_setLogLevel.argtypes = [ctypes.c_void_p, ctypes.c_int]
    clp.Clp_loadProblem.argtypes = [
        ctypes.c_void_p, ctypes.c_int, ctypes.c_int, np.ctypeslib.ndpointer(np.int32),
        np.ctypeslib.ndpointer(np.int32), DOUBLES, DOUBLES, DOUBLES, DOUBLES, DOUBLES, DOUBLES]
    return clp


CLP = library()


def solve(network, method):
    arcs, nodes = len(network.tail), len(network.supply)
    start = (2 * np.arange(arcs + 1)).astype(np.int32)
    index = np.column_stack((network.tail, network.head)).ravel().astype(np.int32)
    upper = np.where(network.capacity == UNLIMITED, np.inf, network.capacity.astype(float))
    supply = network.supply.astype(float)
    model = CLP.Clp_newModel()
    CLP.Clp_setLogLevel(model, 0)
    CLP.Clp_loadProblem(
        model, arcs, nodes, start, index, np.tile([1.0, -1.0], arcs), np.zeros(arcs), upper,
        network.cost.astype(float), supply, supply)
    run = CLP.Clp_initialDualSolve if method == "dual" else CLP.Clp_initialPrimalSolve
    seconds = cpu_seconds(lambda: run(model))
    if CLP.Clp_status(model) != 0:
        sys.exit(f"status {CLP.Clp_status(model)}")
    flow = np.ctypeslib.as_array(CLP.Clp_primalColumnSolution(model), (arcs,)).copy()
    price = np.ctypeslib.as_array(CLP.Clp_dualRowSolution(model), (nodes,)).copy()
    CLP.Clp_deleteModel(model)
    return seconds, flow, -price


report("clp", sys.argv[2], Network(sys.argv[1]), solve, int(sys.argv[3]))
