'use client';

import { useState } from 'react';

const OPTIONS = [
  { value: 'gpt-4o-2024-05-13', label: 'GPT-4o', provider: 'openai' },
  { value: 'gpt-4.1-nano', label: 'GPT-4.1 nano', provider: 'openai' },
  { value: 'claude-3-opus-latest', label: 'Claude 3 Opus', provider: 'anthropic' },
  { value: 'gemini-2.5-flash-lite-preview-06-17', label: 'Gemini 2.5 Flash Lite', provider: 'google' },
  { value: 'llama-3.3-70b-specdec', label: 'Llama 3.3 70B (fast)', provider: 'groq' },
  { value: 'qwen-2.5-coder-32b', label: 'Qwen 2.5 Coder', provider: 'groq' },
  { value: 'accounts/fireworks/models/deepseek-v3', label: 'DeepSeek V3', provider: 'fireworks' },
  { value: 'accounts/fireworks/models/glm-5p2', label: 'GLM-5.2', provider: 'fireworks' },
  { value: 'grok-2-vision-1212', label: 'Grok 2 Vision', provider: 'xai' },
  { value: 'mistral-large-2512', label: 'Mistral Large 3', provider: 'mistral' },
];

export function ModelPicker({ onChange }: { onChange: (value: string) => void }) {
  const [value, setValue] = useState(OPTIONS[0].value);
  return (
    <select id="model-picker-v2" className="rounded bg-gpt-4" value={value} onChange={(e) => { setValue(e.target.value); onChange(e.target.value); }}>
      {OPTIONS.map((o) => <option key={o.value} value={o.value}>{o.label}</option>)}
    </select>
  );
}
