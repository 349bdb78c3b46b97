import { openai } from '@ai-sdk/openai';
import { anthropic } from '@ai-sdk/anthropic';
import { google } from '@ai-sdk/google';
import { groq } from '@ai-sdk/groq';
import { createTogetherAI } from '@ai-sdk/togetherai';
import { streamText, embed } from 'ai';

const together = createTogetherAI({ apiKey: process.env.TOGETHER_API_KEY ?? '' });

export const models = {
  smart: anthropic('claude-3-7-sonnet-20250219'),
  fast: groq('llama-3.1-8b-instant'),
  long: google('gemini-1.5-pro-latest'),
  cheap: openai('gpt-4o-mini'),
  open: together('meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo'),
  // old: openai('gpt-3.5-turbo-1106'),
} as const;

export async function POST(req: Request) {
  const { messages, kind = 'cheap' } = await req.json();
  const result = streamText({ model: models[kind as keyof typeof models], messages });
  return result.toDataStreamResponse();
}

export async function vector(value: string) {
  const { embedding } = await embed({ model: openai.embedding('text-embedding-3-large'), value });
  return embedding;
}

const gpt4Label = 'GPT-4';
export const className = 'badge-gpt-4o';
