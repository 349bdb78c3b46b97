import cohere

co = cohere.ClientV2()

COMMAND = "command-r-plus"

print(co.chat(model=COMMAND, messages=[{"role": "user", "content": "hi"}]))
print(co.chat(model="command-a-03-2025", messages=[]))
print(co.chat(model="command-r-08-2024", messages=[]))
print(co.chat(model="command-light", messages=[]))
print(co.embed(model="embed-english-v2.0", texts=["a"], input_type="classification"))
print(co.embed(model="embed-multilingual-v3.0", texts=["a"], input_type="classification"))
print(co.rerank(model="rerank-multilingual-v2.0", query="q", documents=["d"]))
print(co.rerank(model="rerank-v3.5", query="q", documents=["d"]))
print(co.classify(model="a1b2c3d4-5678-90ab-cdef-1234567890ab-ft", inputs=["x"]))
