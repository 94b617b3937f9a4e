package io.voxlynx.sandbox.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured over the rounds of a scenario. */
public final class Figures {

    private final Map<String, List<Double>> measured = new LinkedHashMap<>();

    /** @param name with its unit */
    void add(String name, double value) {
        measured.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** One line per figure: how often it was measured, smallest, median, greatest. */
    public List<String> lines() {
        return measured.entrySet().stream()
                .map(figure -> line(figure.getKey(), figure.getValue()))
                .toList();
    }

    private static String line(String name, List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%s: %.1f / %.1f / %.1f (least, median, most of %d)",
                name,
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }
}
