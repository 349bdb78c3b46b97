"""Train the models for crop yield. No language models here."""

import argparse
import json
from pathlib import Path

import joblib
import numpy as np
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score

MODELS = {
    "random-forest": RandomForestRegressor,
    "gradient-boosting-v2": GradientBoostingRegressor,
    "logistic": LogisticRegression,
}
MODEL_NAME = "yield-rf-2025"
MODEL_VERSION = "3.2.1"
MODEL_PATH = Path("artifacts/yield-rf-2025.joblib")


def load(path: Path) -> tuple[np.ndarray, np.ndarray]:
    table = np.loadtxt(path, delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1]


def fit(name: str, x: np.ndarray, y: np.ndarray, seed: int = 7):
    model = MODELS[name](random_state=seed)
    scores = cross_val_score(model, x, y, cv=5)
    print(json.dumps({"model": name, "mean": scores.mean(), "std": scores.std()}))
    return model.fit(x, y)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="random-forest", choices=sorted(MODELS))
    parser.add_argument("--data", type=Path, default=Path("data/yield-2024.csv"))
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    parser.add_argument("--test-size", type=float, default=0.2)
    args = parser.parse_args()
    x, y = load(args.data)
    model = fit(args.model, x, y)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    joblib.dump({"model": model, "name": MODEL_NAME, "version": MODEL_VERSION}, args.out)


if __name__ == "__main__":
    main()
