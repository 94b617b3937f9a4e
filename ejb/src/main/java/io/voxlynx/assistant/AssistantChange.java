package io.voxlynx.assistant;

import java.util.Optional;

/** What to change about an assistant; what is empty stays. */
public record AssistantChange(Optional<String> name, Optional<AssistantConfig> config, Optional<Boolean> active) {}
