import Anthropic from '@anthropic-ai/sdk';

const anthropic = new Anthropic();

const CLAUDE = {
  opus: 'claude-opus-4-20250514',
  sonnet: 'claude-sonnet-4-20250514',
  haiku: 'claude-3-5-haiku-latest',
  next: 'claude-sonnet-5-5',
};

const message = await anthropic.messages.create({
  model: CLAUDE.sonnet,
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'Hello' }],
});

const beta = await anthropic.beta.messages.create({
  model: 'claude-3-7-sonnet-20250219',
  betas: ['output-128k-2025-02-19', 'context-1m-2025-08-07'],
  max_tokens: 128000,
  messages: [],
});

// const old = await anthropic.completions.create({ model: 'claude-2.0' });
console.log(message.content, beta.content, 'claude-sonnet-latest');
