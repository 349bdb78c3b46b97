import { ChatAnthropic } from '@langchain/anthropic';
import { ChatGroq } from '@langchain/groq';
import { ChatMistralAI } from '@langchain/mistralai';
import { ChatOllama } from '@langchain/ollama';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';

export const chat = new ChatOpenAI({ model: 'gpt-3.5-turbo', temperature: 0 });
export const azure = new ChatOpenAI({ azureOpenAIApiDeploymentName: 'gpt-4o-north', model: 'gpt-4o' });
export const claude = new ChatAnthropic({ modelName: 'claude-3-sonnet-20240229' });
export const fast = new ChatGroq({ model: 'mixtral-8x7b-32768' });
export const french = new ChatMistralAI({ model: 'mistral-large-latest' });
export const local = new ChatOllama({ model: 'llama3.2', baseUrl: 'http://localhost:11434' });
export const embeddings = new OpenAIEmbeddings({ model: 'text-embedding-3-small' });
// export const old = new ChatAnthropic({ modelName: 'claude-2.1' });
