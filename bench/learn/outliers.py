# Writes ODDS sets (.mat or .npz with X and y) as JSON with scikit-learn's mean AUC: python3 bench/learn/outliers.py <directory>
# The files lie for example in github.com/yzhao062/pyod, notebooks/data/, and (thyroid, annthyroid, mammography) in
# github.com/Minqi824/ADBench, adbench/datasets/Classical/. scikit-learn 1.2.1, seeds 0-19.
import glob, json, sys
from os.path import basename
import numpy as np
from scipy.io import loadmat
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

for path in sorted(glob.glob(sys.argv[1] + "/*.mat") + glob.glob(sys.argv[1] + "/*.npz")):
    data = loadmat(path) if path.endswith(".mat") else np.load(path)
    x, y, name = data["X"].astype(float), data["y"].ravel().astype(int), basename(path)[:-4]
    auc = [roc_auc_score(y, -IsolationForest(random_state=s).fit(x).score_samples(x)) for s in range(20)]
    print(name, x.shape, round(float(np.mean(auc)), 4), "sd", round(float(np.std(auc)), 4), flush=True)
    json.dump(dict(name=name, columns=x.T.tolist(), labels=y.tolist(), sklearnAuc=float(np.mean(auc))), open(path[:-4] + ".json", "w"))
