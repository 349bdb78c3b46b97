import argparse

from quayside.run import run


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser("quayside")
    p.add_argument("--model", default="gpt-4-turbo", help="model to ask (default: %(default)s, e.g. groq/llama3-8b-8192)")
    p.add_argument("--judge-model", default="claude-3-5-sonnet-20240620")
    p.add_argument("--embedding-model", default="text-embedding-3-small", choices=["text-embedding-3-small", "text-embedding-ada-002"])
    p.add_argument("--use-gpt4", action="store_true", help="same as --model gpt-4")
    p.add_argument("--no-claude-3-5-beta", action="store_true")
    return p


def main() -> None:
    args = parser().parse_args()
    if args.use_gpt4:
        args.model = "gpt-4"
    if args.model in ("gpt-4-32k", "gpt-4-32k-0613"):
        args.model = "gpt-4.1"
    run(args.model, args.judge_model)
