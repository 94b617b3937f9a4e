package io.voxlynx.systemtests.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a log what belongs into none: credentials and telephone numbers by their form, other things word for word. */
final class Leaks {

    private static final Map<String, Pattern> FORMS = Map.of(
            "a token", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\."),
            "an API key", Pattern.compile("vlx_[A-Za-z0-9]{8,}_[A-Za-z0-9_-]{20,}"),
            "a telephone number", Pattern.compile("(?<![\\w.])\\+[1-9]\\d{9,14}(?!\\d)"));

    private static final Pattern DIGITS = Pattern.compile("(?<![\\w.-])\\+?\\d(?:[ ()./-]?\\d){8,14}(?![\\w-])");

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d");

    /** Whatever is not to be found, with the name under which it is reported. */
    private final Map<String, String> words;

    private final UnaryOperator<Set<String>> numbersAmong;

    /** @param numbersAmong picks from texts such as {@code +12125550100} those that were somebody's number in this run */
    Leaks(Map<String, String> words, UnaryOperator<Set<String>> numbersAmong) {
        this.words = words;
        this.numbersAmong = numbersAmong;
    }

    /** @return a line for each find, which says where and what kind, not what */
    List<String> in(Path log) {
        List<String> found = new ArrayList<>();
        Map<String, Integer> candidates = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(log)) {
            number++;
            String place = log.getFileName() + ":" + number + ": ";
            FORMS.forEach((kind, form) -> {
                if (form.matcher(line).find()) {
                    found.add(place + kind);
                }
            });
            words.forEach((name, word) -> {
                if (line.contains(word)) {
                    found.add(place + name);
                }
            });
            for (String candidate : numbersIn(line)) {
                candidates.putIfAbsent(candidate, number);
            }
        }
        numbersAmong
                .apply(candidates.keySet())
                .forEach(leak -> found.add(
                        log.getFileName() + ":" + candidates.get(leak) + ": the telephone number of somebody"));
        return found;
    }

    /** However it is punctuated, with or without a country code. */
    private static Set<String> numbersIn(String line) {
        Set<String> numbers = new LinkedHashSet<>();
        Matcher digits = DIGITS.matcher(MOMENT.matcher(line).replaceAll(" "));
        while (digits.find()) {
            String plain = digits.group().replaceAll("\\D", "");
            numbers.add("+" + plain);
            numbers.add("+1" + plain);
        }
        return numbers;
    }

    private static List<String> lines(Path log) {
        try {
            // of whatever encoding: what is looked for is ASCII
            return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
