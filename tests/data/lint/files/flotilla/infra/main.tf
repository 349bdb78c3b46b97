resource "azurerm_cognitive_deployment" "gpt4o" {
  name                 = "gpt-4o-prod"
  cognitive_account_id = azurerm_cognitive_account.ai.id
  model {
    format  = "OpenAI"
    name    = "gpt-4o"
    version = "2024-11-20"
  }
}

resource "azurerm_cognitive_deployment" "ada_002" {
  name = "embeddings-ada-002"
  model {
    format = "OpenAI"
    name   = "text-embedding-ada-002"
  }
}

resource "aws_ssm_parameter" "model" {
  name  = "/flotilla/model"
  type  = "String"
  value = "us.anthropic.claude-sonnet-4-20250514-v1:0"
}

variable "image" {
  default = "acme/llama3-gateway:3.1"
}
