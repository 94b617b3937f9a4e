package io.voxlynx.assistant;

/** @param nameContains any case; null for every name @param active null for both */
public record AssistantFilter(String nameContains, Boolean active) {

    /** A pattern for LIKE with {@code !} as its escape; what the caller typed stands for itself. */
    String namePattern() {
        String text = nameContains == null ? "" : nameContains;
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
