const Together = require('together-ai');

const together = new Together({ apiKey: process.env.TOGETHER_API_KEY });

async function main() {
  const a = await together.chat.completions.create({ model: 'meta-llama/Llama-3-8b-chat-hf', messages: [] });
  const b = await together.chat.completions.create({ model: 'Qwen/Qwen3-Next-80B-A3B-Instruct', messages: [] });
  const c = await together.chat.completions.create({ model: 'openai/gpt-oss-20b', messages: [] });
  const d = await together.chat.completions.create({ model: 'moonshotai/Kimi-K3', messages: [] });
  const e = await together.chat.completions.create({ model: 'deepseek-ai/DeepSeek-V3.1', messages: [] });
  return [a, b, c, d, e];
}

module.exports = { main, PACKAGE: 'llama-stack-client' };
