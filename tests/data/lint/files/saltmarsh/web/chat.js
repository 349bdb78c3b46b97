import OpenAI from "openai";
import Groq from "groq-sdk";
import { Mistral } from "@mistralai/mistralai";
import { GoogleGenerativeAI } from "@google/generative-ai";
import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";

const openrouter = new OpenAI({ baseURL: "https://openrouter.ai/api/v1", apiKey: process.env.OPENROUTER_API_KEY });
const groq = new Groq();
const mistral = new Mistral({ apiKey: process.env.MISTRAL_API_KEY });
const genAI = new GoogleGenerativeAI(process.env.GEMINI_API_KEY);
const bedrock = new BedrockRuntimeClient({ region: "us-east-1" });

export async function ask(prompt) {
  const messages = [{ role: "user", content: prompt }];
  await openrouter.chat.completions.create({ model: "deepseek/deepseek-r1-0528", messages });
  await groq.chat.completions.create({ messages, model: "llama3-8b-8192" });
  await groq.chat.completions.create({ messages, model: `openai/gpt-oss-20b` });
  await mistral.chat.complete({ model: "mistral-small-latest", messages });
  genAI.getGenerativeModel({ model: "gemini-1.5-pro" });
  await bedrock.send(new ConverseCommand({ modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0", messages: [] }));
  // await groq.chat.completions.create({ messages, model: "gemma-7b-it" });
  const label = messages.length > 3 ? "GPT-4" : "Claude 3 Haiku";
  return { label, id: "chat-gpt4-9f" };
}
