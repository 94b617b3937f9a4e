package io.voxlynx.batch;

import io.voxlynx.upkeep.Perishable;
import io.voxlynx.upkeep.Retention;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The one step of purge-expired: kind after kind, what has been over for longer than it is kept. */
@Named
@Dependent
public class PurgeExpired extends SlicedJob {

    private static final int MOST_ROWS = 50_000;

    @Inject
    @Any
    Instance<Perishable> perishables;

    @Override
    Map<String, Part> parts(JobParameters parameters, Instant begun) {
        List<Perishable> kinds = perishables.stream()
                .sorted(Comparator.comparing(Perishable::kind))
                .toList();
        parameters.allowOnly(known(kinds));
        boolean dryRun = parameters.flag("dryRun");
        int rows = parameters.number("sliceRows", 1, MOST_ROWS).orElse(USUAL_ROWS);
        Set<String> chosen = chosen(parameters, kinds);
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Perishable kind : kinds) {
            OptionalInt days = retention(parameters, kind).days();
            boolean named = parameters.optional("kinds").isPresent() && chosen.contains(kind.kind());
            if (named && days.isEmpty()) {
                throw RefusedJob.property(
                        "kinds", kind.kind(), "kinds that go some day; say with " + property(kind) + " when");
            }
            if (days.isPresent() && chosen.contains(kind.kind())) {
                Instant before = begun.minus(Duration.ofDays(days.getAsInt()));
                parts.put(
                        camel(kind.kind()),
                        (db, after) ->
                                dryRun ? kind.count(db, before, after, rows) : kind.remove(db, before, after, rows));
            }
        }
        return parts;
    }

    private static Set<String> known(List<Perishable> kinds) {
        Set<String> known = kinds.stream().map(PurgeExpired::property).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(Set.of("dryRun", "sliceRows", "kinds"));
        return known;
    }

    private static Set<String> chosen(JobParameters parameters, List<Perishable> kinds) {
        Set<String> all = kinds.stream().map(Perishable::kind).collect(Collectors.toCollection(TreeSet::new));
        return parameters.some("kinds", all);
    }

    private static Retention retention(JobParameters parameters, Perishable kind) {
        return parameters
                .optional(property(kind))
                .map(text -> parse(kind, text))
                .orElseGet(kind::retention);
    }

    private static Retention parse(Perishable kind, String text) {
        try {
            return Retention.of(text).atLeast(kind.leastDays());
        } catch (IllegalArgumentException e) {
            throw RefusedJob.property(
                    property(kind), text, "a number of days from " + kind.leastDays() + " on, or never", e);
        }
    }

    private static String property(Perishable kind) {
        return camel(kind.kind()) + "Days";
    }

    private static String camel(String kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.split("-")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
