"""
Reports read by a cluster
=========================

The same call, in the processes of a Dask cluster: here two on this machine, elsewhere as many as there are.

``pip install "govreport[dask]"``, then ``python examples/cluster.py [FILE OR FOLDER ...]``
"""

import sys
import time

import joblib
from dask.distributed import LocalCluster

import govreport as gr

if __name__ == "__main__":  # the processes of the cluster import this file
    paths = sys.argv[1:] or gr.samples()
    # elsewhere: `client = Client("scheduler-address:8786")`
    machine = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="ERROR")
    with machine, machine.get_client() as client:
        print(f"{len(client.ncores())} workers")
        with joblib.parallel_config(backend="dask"):
            begin = time.perf_counter()
            panel = gr.read_panel(paths)
            print(f"{panel!r}, in {time.perf_counter() - begin:.1f} s")

    here = gr.read_panel(paths, n_jobs=1)
    print("the same as in one process:", panel.frame.equals(here.frame))
