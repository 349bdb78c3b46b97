import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { generateText } from 'ai';

const openrouter = createOpenRouter({ apiKey: process.env.OPENROUTER_API_KEY });

const ROUTES = [
  'anthropic/claude-3.7-sonnet',
  'anthropic/claude-sonnet-4.6',
  'google/gemini-3.5-flash',
  'meta-llama/llama-3.3-70b-instruct',
  'qwen/qwen3-coder',
  'deepseek/deepseek-v4-flash',
  'x-ai/grok-4.5',
  'moonshotai/kimi-k2.6',
  'nvidia/nemotron-3-super-120b-a12b:free',
  'openai/gpt-oss-120b:free',
];

export async function ask(prompt: string) {
  const { text } = await generateText({ model: openrouter('anthropic/claude-2'), prompt });
  return text || (await generateText({ model: openrouter.chat('z-ai/glm-5.2'), prompt })).text;
}

export const raw = () =>
  fetch('https://openrouter.ai/api/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify({ model: 'mistralai/mistral-nemo', models: ['anthropic/claude-3-opus', 'openai/gpt-5.4-mini'] }),
  });
