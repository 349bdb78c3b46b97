import OpenAI from 'openai';

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

export const DEFAULT_MODEL = 'gpt-4-turbo';
export type ChatModel = 'gpt-4o' | 'gpt-4o-mini' | 'gpt-3.5-turbo' | 'o1-preview';

const MAX_TOKENS: Record<string, number> = {
  'gpt-3.5-turbo-16k': 16385,
  'gpt-4-32k-0613': 32768,
  'gpt-4.1-mini': 1047576,
  'gpt-5.6-sol': 1050000,
};

export async function complete(prompt: string, model: ChatModel = 'gpt-4o-mini') {
  const answer = await client.chat.completions.create({
    model,
    messages: [{ role: 'user', content: prompt }],
    max_tokens: MAX_TOKENS[model] ?? 1024,
  });
  return answer.choices[0]?.message?.content ?? '';
}

export const image = () => client.images.generate({ model: 'dall-e-3', prompt: 'a lantern' });
export const speech = () => client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'hi' });
export const listen = (file: File) => client.audio.transcriptions.create({ model: 'whisper-1', file });

/* const moderated = await client.moderations.create({ model: 'text-moderation-stable', input }); */
export function isGpt4Family(model: string) {
  return /^gpt-4/.test(model);
}
