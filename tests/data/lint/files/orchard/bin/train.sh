#!/bin/sh
set -eu
# trains the yield model, then asks the assistant to describe it
python ml/train_trees.py --model random-forest --data data/yield-2024.csv
python ml/train_trees.py --model gradient-boosting-v2 --seed 42
yolo detect train model=yolov8n.pt data=leaves-v3.yaml epochs=50 imgsz=640
lp -d office -o media=iso_a4_210x297mm report-2025-q1.pdf
qemu-system-x86_64 -cpu host -m 4096 -machine q35 -drive file=disk-01.qcow2
ssh -m hmac-sha2-256 user@s-01 uptime
python -m http.server 8080 --bind 127.0.0.1
orchard describe --model openai/gpt-4o-mini --input artifacts/yield-rf-2025.joblib
