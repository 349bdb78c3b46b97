export interface ProviderConfig {
  provider: string;
  baseURL?: string;
  models: string[];
  defaultModel: string;
}

export const PROVIDERS: ProviderConfig[] = [
  { provider: 'openai', models: ['gpt-4o', 'gpt-4-turbo', 'gpt-5.6-sol'], defaultModel: 'gpt-4o' },
  { provider: 'groq', baseURL: 'https://api.groq.com/openai/v1', models: ['llama3-8b-8192', 'openai/gpt-oss-20b'], defaultModel: 'llama3-8b-8192' },
  { provider: 'moonshot', baseURL: 'https://api.moonshot.ai/v1', models: ['kimi-k2.6', 'moonshot-v1-32k'], defaultModel: 'kimi-k2.6' },
  {
    provider: 'nebius',
    baseURL: 'https://api.studio.nebius.ai/v1/',
    models: ['Qwen/Qwen3-235B-A22B', 'deepseek-ai/DeepSeek-V3-0324'],
    defaultModel: 'Qwen/Qwen3-235B-A22B',
  },
  {
    provider: 'fireworks',
    baseURL: 'https://api.fireworks.ai/inference/v1',
    models: ['accounts/fireworks/models/gpt-oss-120b', 'accounts/fireworks/models/deepseek-v3p2'],
    defaultModel: 'accounts/fireworks/models/deepseek-v3p2',
  },
];

export enum Gpt4Mode { Fast = 'fast', Deep = 'deep' }
export const FEATURE = 'gpt-4-streaming-v2';
