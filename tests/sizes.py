"""Hold the source to its sizes: small functions, small files."""

import ast
import pathlib
import sys

LONGEST_FUNCTION = 50
LONGEST_FILE = 500
MEDIAN_BODY = 8
SOURCE = pathlib.Path(__file__).parent.parent / "src"


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    start = (first.end_lineno or 0) if documented else first.lineno - 1
    return (function.end_lineno or 0) - start


def main() -> int:
    lengths, problems = [], []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > LONGEST_FILE:
            problems.append(f"{path.relative_to(SOURCE)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = body_length(node)
                lengths.append(length)
                if length > LONGEST_FUNCTION:
                    problems.append(f"{path.relative_to(SOURCE)}: {node.name} has {length} lines")
    lengths.sort()
    median, ninetieth = lengths[len(lengths) // 2], lengths[len(lengths) * 9 // 10]
    print(f"{len(lengths)} functions, body median {median}, 90th percentile {ninetieth}")
    if median > MEDIAN_BODY:
        problems.append(f"the median body has {median} lines")
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
