package io.voxlynx.systemtests.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What everybody really got, as a table to read, with how often each answer was given. */
final class MatrixReport {

    private final Map<Permission, Map<Actor, String>> cells = new LinkedHashMap<>();

    void enter(Permission row, Actor actor, int status, boolean leftOut) {
        cells.computeIfAbsent(row, any -> new EnumMap<>(Actor.class)).put(actor, status + (leftOut ? " own" : ""));
    }

    long size() {
        return cells.values().stream().mapToLong(Map::size).sum();
    }

    void writeTo(Path file) {
        StringBuilder text = new StringBuilder("# Who may do what, as it was answered\n\n");
        text.append("`200 own`: a list or a figure in which the owner's things are not.\n\n");
        text.append(line(
                "operation", Arrays.stream(Actor.values()).map(Actor::title).toList()));
        text.append(line("---", Arrays.stream(Actor.values()).map(any -> "---").toList()));
        PermissionTable.ROWS.forEach(row -> text.append(line(
                row.toString(),
                Arrays.stream(Actor.values())
                        .map(actor -> cells.getOrDefault(row, Map.of()).getOrDefault(actor, ""))
                        .toList())));
        text.append('\n').append(size()).append(" cells: ").append(counts()).append('\n');
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String counts() {
        return cells.values().stream()
                .flatMap(row -> row.values().stream())
                .collect(Collectors.groupingBy(cell -> cell, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(count -> count.getValue() + " × " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String line(String first, List<String> others) {
        return "| " + first + " | " + String.join(" | ", others) + " |\n";
    }
}
