package io.voxlynx.assistant;

/** An assistant as its provider has it. @param name the provider's; null if it has none */
public record ProviderAssistant(String id, String name, AssistantConfig config) {}
