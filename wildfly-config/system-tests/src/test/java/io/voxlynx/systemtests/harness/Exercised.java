package io.voxlynx.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which tests brought which operations to a good answer; at the end, a list for those who ask what is covered. */
final class Exercised {

    private final Map<Route, Set<String>> tests = new ConcurrentHashMap<>();
    private volatile String test = "none";

    void test(String name) {
        test = name;
    }

    void wentWell(String method, String path) {
        Route.ALL.stream()
                .filter(route -> route.isMeantBy(method, path))
                .min(Comparator.comparingInt(Exercised::variables))
                .ifPresent(route -> tests.computeIfAbsent(route, none -> new ConcurrentSkipListSet<>())
                        .add(test));
    }

    /** Of two operations that a path may mean, the one with fewer variables is meant. */
    private static int variables(Route route) {
        return route.path().split("\\{", -1).length;
    }

    void writeTo(Path file) {
        List<String> lines = Route.ALL.stream()
                .map(route -> route + "\t" + String.join(", ", tests.getOrDefault(route, Set.of())))
                .toList();
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
